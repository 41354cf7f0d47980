from wire import *

capture = Capture()
for i in range(320):
    one = Tcp(capture, f"203.0.113.{i % 250}", "10.1.0.80", 20000 + i, 443, handshake=False)
    one.send(0, SYN)
    one.seq[0] += 1
    one.send(1, SYN | ACK, after=0.09)
capture.write("in.pcap.gz")
