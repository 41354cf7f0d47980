import json

events = [
    {"EventTime": "2026-03-02 08:00:00", "Hostname": "DC01", "Channel": "Security", "EventID": 4625, "SourceName": "Microsoft-Windows-Security-Auditing", "TargetUserName": "bob", "IpAddress": "10.1.0.77"},
    {"EventTime": "2026-03-02 08:00:05", "Hostname": "DC01", "Channel": "Microsoft-Windows-Sysmon/Operational", "EventID": 1, "SourceName": "Microsoft-Windows-Sysmon", "Image": "C:\\Windows\\System32\\whoami.exe", "CommandLine": "whoami /all"},
]
with open("in.jsonl", "w", encoding="utf-8") as out:
    out.write("\n".join([json.dumps(one) for one in events] + ["{broken", json.dumps(events[0])]) + "\n")
