import json
from logs import *

T0 = 1772438400.0
TAB = "\t"


TYPES = {"ts": "time", "answers": "vector[string]", "TTLs": "vector[interval]", "resp_mime_types": "vector[string]"}


def header(out, fields):
    out.write("#fields\t" + fields.replace(" ", TAB) + "\n")
    out.write("#types\t" + TAB.join(TYPES.get(field, "string") for field in fields.split()) + "\n")


def zeek(name, path, fields, rows, further=()):
    with open(name, "w", encoding="utf-8") as out:
        out.write("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n")
        out.write("#path\t" + path + "\n")
        header(out, fields)
        for row in rows:
            out.write(TAB.join(str(one) for one in row) + "\n")
        for fields, rows in further:
            header(out, fields)
            for row in rows:
                out.write(TAB.join(str(one) for one in row) + "\n")


ENDS = "ts uid id.orig_h id.orig_p id.resp_h id.resp_p"
ATTACKER, READER, SERVER = "198.51.100.86", "203.0.113.{}", "10.1.0.80"
visits = [(60 * i, READER.format(10 + i % 5), "GET", "/Pages/default.aspx", 2400) for i in range(40)]
visits += [(3000 + 40 * i, ATTACKER, "POST", "/_layouts/15/info.aspx", 64) for i in range(8)]
visits.sort()
conn, http = [], []
for number, (seconds, client, method, uri, down) in enumerate(visits):
    ends = (f"{T0 + seconds:.6f}", f"C{number:05d}", client, 40000 + number, SERVER, 80)
    conn.append(ends + ("tcp", "http", "0.500000", 300, down, "SF", "ShADadFf", 6, 600, 5, down + 300))
    http.append(ends + (1, method, "portal.example.com", uri, "-", "python-requests/2.22" if method == "POST" else "Mozilla/5.0", 170 if method == "POST" else 0, down, 200, "text/html"))
zeek("in.conn.log", "conn", ENDS + " proto service duration orig_bytes resp_bytes conn_state history orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes", conn)
fields = ENDS + " trans_depth method host uri referrer user_agent request_body_len response_body_len status_code resp_mime_types"
zeek("in.http.log", "http", fields, http[:20], [(fields + " username", [row + ("-",) for row in http[20:]])])
zeek("in.dns.log", "dns", ENDS + " proto trans_id query qtype_name rcode_name AA TC RD RA answers TTLs",
     [(f"{T0:.6f}", "D1", "10.1.0.17", 5353, "10.1.0.53", 53, "udp", 7, "www.example.com", "A", "NOERROR", "F", "F", "T", "T", "alias.example.com,192.0.2.10", "60.000000,60.000000")])
with open("in.ssl.jsonl", "w", encoding="utf-8") as out:
    out.write(json.dumps({"ts": T0 + 1, "uid": "S1", "id.orig_h": "10.1.0.17", "id.orig_p": 40100, "id.resp_h": "192.0.2.10",
                          "id.resp_p": 443, "version": "TLSv12", "cipher": "X", "server_name": "www.example.com", "established": True}) + "\n")
