from logs import *

iis(
    request(0, "203.0.113.9", "/login.aspx", query="user=alice&password=S3cret-iis&lang=en"),
    request(1, "203.0.113.9", "/Pages/default.aspx", agent="Mozilla/5.0+(Windows+NT+10.0)"),
    "2026-03-02 08:00:02 10.1.0.80 GET /too/few",
    "#Fields: date time c-ip cs-method cs-uri-stem sc-status",
    "2026-03-02 08:00:03 203.0.113.10 POST /form.aspx 302",
)
