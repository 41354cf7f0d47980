from wire import *

capture = Capture()
lookup(capture, CLIENT, "10.1.0.53", "www.example.com", "203.0.113.7")
for i in range(14):
    capture.now_us = START_US + 30_000_000 * (i + 1) + (i * 3 % 5) * 100_000
    one = Tcp(capture, CLIENT, "198.51.100.66", 49300 + i)
    http_post(one, "/ajax", b"id=%08d" % (i * 31), host="198.51.100.66", agent="Mozilla/4.0 (compatible; MSIE 6.0)")
    one.close()
capture.write()
