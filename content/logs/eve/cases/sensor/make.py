import json
from logs import *


def eve(seconds, kind, flow_id, source, port, to, to_port, proto="TCP", **more):
    return {"timestamp": at(seconds).strftime("%Y-%m-%dT%H:%M:%S.000000+0000"), "flow_id": flow_id, "event_type": kind, "src_ip": source,
            "src_port": port, "dest_ip": to, "dest_port": to_port, "proto": proto} | more


ATTACKER, SERVER = "198.51.100.86", "10.1.0.80"
HTTP = {"hostname": "portal.example.com", "url": "/x.aspx?token=S3cret", "http_user_agent": "curl", "http_method": "POST", "protocol": "HTTP/1.1", "status": 200, "length": 64}
COUNTS = {"pkts_toserver": 6, "pkts_toclient": 5, "bytes_toserver": 700, "bytes_toclient": 600, "start": at(0).strftime("%Y-%m-%dT%H:%M:%S.000000+0000")}
with open("in.jsonl", "w", encoding="utf-8") as out:
    for one in (
        eve(0, "dns", 1, "10.1.0.17", 5353, "10.1.0.53", 53, "UDP", dns={"version": 2, "type": "query", "id": 7, "rrname": "a.example", "rrtype": "A", "tx_id": 0}),
        eve(0, "dns", 1, "10.1.0.17", 5353, "10.1.0.53", 53, "UDP", dns={"version": 2, "type": "answer", "id": 7, "rrname": "a.example", "rrtype": "A", "rcode": "NOERROR", "answers": [{"rrname": "a.example", "rrtype": "A", "ttl": 60, "rdata": "192.0.2.10"}]}),
        eve(1, "http", 2, ATTACKER, 40000, SERVER, 80, tx_id=0, http=HTTP),
        eve(1, "alert", 2, ATTACKER, 40000, SERVER, 80, app_proto="http", tx_id=0, http=HTTP, flow=COUNTS,
            alert={"action": "allowed", "gid": 1, "signature_id": 2030001, "rev": 2, "signature": "EXAMPLE web shell asked", "category": "A Network Trojan was detected", "severity": 1, "metadata": {"mitre_technique_id": ["T1505.003"], "confidence": ["High"]}}),
        eve(9, "flow", 2, ATTACKER, 40000, SERVER, 80, app_proto="http", flow=COUNTS | {"end": at(9).strftime("%Y-%m-%dT%H:%M:%S.000000+0000"), "age": 9, "state": "closed", "reason": "timeout", "alerted": True},
            tcp={"tcp_flags": "1b", "tcp_flags_ts": "1b", "tcp_flags_tc": "1b", "syn": True, "fin": True, "psh": True, "ack": True, "state": "closed"}),
        eve(9, "detection", 2, ATTACKER, 40000, SERVER, 80, detection={"engine": "behaviour", "rule": "web-shell"}),
        {"timestamp": at(10).strftime("%Y-%m-%dT%H:%M:%S.000000+0000"), "event_type": "stats", "stats": {"uptime": 10}},
    ):
        out.write(json.dumps(one) + "\n")
