from wire import *

capture = Capture()
lookup(capture, CLIENT, "10.1.0.53", "www.example.com", "203.0.113.7")
one = Tcp(capture, "10.1.0.5", "198.51.100.70", server_port=8443, segment_bytes=60000)
for _ in range(1700):
    one.up(bytes(60000))
one.down(b"thanks")
one.close()
capture.write("in.pcap.gz")
