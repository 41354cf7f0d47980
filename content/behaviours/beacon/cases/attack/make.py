from wire import *

capture = Capture()
lookup(capture, CLIENT, "10.1.0.53", "www.example.com", "203.0.113.7")
for i in range(14):
    capture.now_us = START_US + 60_000_000 * (i + 1) + (i * 7 % 5) * 200_000
    one = Tcp(capture, CLIENT, "198.51.100.66", 49300 + i, 443)
    tls12(one, None, [certificate("localhost", "localhost")])
    one.close()
capture.write()
