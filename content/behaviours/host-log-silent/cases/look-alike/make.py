from logs import *
from wire import *

capture = Capture()
for i in range(40):
    capture.now_us = START_US + 120_000_000 * i
    one = Tcp(capture, "10.1.0.32", "10.1.0.80", 50000 + i)
    http_get(one, "/status", host="intranet.example.com", agent="Mozilla/5.0", answer=b"<html>" + b"x" * 600)
    one.close()
capture.write()
windows(*(numbered(60 * i, "WEB01", "Security", 4624, i) for i in range(80)))
