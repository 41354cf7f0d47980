import json

record = {"eventVersion": "1.08", "userIdentity": {"type": "Root", "accountId": "1"}, "eventTime": "2026-03-02T08:00:00Z",
          "eventSource": "cloudtrail.amazonaws.com", "eventName": "StopLogging", "awsRegion": "x", "sourceIPAddress": "203.0.113.9",
          "requestParameters": {"name": "trail"}}
with open("in.json", "w", encoding="utf-8") as out:
    json.dump({"Records": [record, record | {"eventName": "DeleteTrail", "eventTime": "2026-03-02T08:00:05Z"}]}, out, indent=1)
