"""Logs for the scripts of case folders; the same clock as wire.py."""
import datetime
import json

START = datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.timezone.utc)
SYSMON = "Microsoft-Windows-Sysmon/Operational"
PROVIDERS = {"Security": "Microsoft-Windows-Security-Auditing", "System": "Service Control Manager", SYSMON: "Microsoft-Windows-Sysmon"}


def at(seconds):
    return START + datetime.timedelta(seconds=seconds)


def event(seconds, computer, channel, number, address="10.1.0.32", **data):
    """One Windows event in the shape of Winlogbeat 7."""
    return {"@timestamp": at(seconds).strftime("%Y-%m-%dT%H:%M:%S.000Z"), "host": {"name": computer, "ip": [address]},
            "log": {"level": "information"},
            "winlog": {"channel": channel, "computer_name": computer, "event_id": number, "provider_name": PROVIDERS[channel],
                       "record_id": 1000 + int(seconds), "event_data": data}}


def numbered(seconds, computer, channel, number, record, **data):
    """The same with a record id of its own."""
    one = event(seconds, computer, channel, number, **data)
    one["winlog"]["record_id"] = record
    return one


def windows(*events, name="in.jsonl"):
    with open(name, "w", encoding="utf-8") as out:
        for one in events:
            out.write(json.dumps(one, separators=(",", ":")) + "\n")


IIS_FIELDS = "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status time-taken"


def request(seconds, client, stem="/", method="GET", query="-", status=200, server="10.1.0.80", port=80, agent="Mozilla/5.0"):
    """One line of an IIS access log with the columns of IIS_FIELDS."""
    return f"{at(seconds):%Y-%m-%d %H:%M:%S} {server} {method} {stem} {query} {port} - {client} {agent} {status} 15"


def iis(*requests, fields=IIS_FIELDS, name="in.log"):
    with open(name, "w", encoding="utf-8") as out:
        out.write("#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Fields: " + fields + "\n")
        out.write("\n".join(requests) + "\n")


def lines(*texts, name="in.log"):
    """A log of any kind, as it stands."""
    with open(name, "w", encoding="utf-8") as out:
        out.write("\n".join(texts) + "\n")
