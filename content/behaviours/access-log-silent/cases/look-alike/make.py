from logs import *
from wire import *

capture = Capture()
requests = []
for i in range(60):
    client = f"203.0.113.{10 + i % 7}"
    one = Tcp(capture, client, "10.1.0.80", 50000 + i)
    http_get(one, f"/Pages/p{i % 9}.aspx", host="portal.example.com", agent="Mozilla/5.0 (Windows NT 10.0; Win64; x64)", answer=b"<html>" + b"x" * 600)
    one.close()
    if True:
        requests.append(request(30 * i, client, f"/Pages/p{i % 9}.aspx"))
    capture.now_us = START_US + 30_000_000 * (i + 1)
capture.write()
iis(*requests)
