from wire import *

capture = Capture()
for i in range(320):
    one = Tcp(capture, f"203.0.113.{i % 250}", "10.1.0.80", 20000 + i, 443)
    one.up(b"x").down(b"y")
    one.close()
    capture.wait(0.08)
capture.write("in.pcap.gz")
