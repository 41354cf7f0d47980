from wire import *

capture = Capture()
for n, client in enumerate(("10.1.0.5", "10.1.0.6", "10.1.0.7")):
    lookup(capture, client, "10.1.0.53", "backup.example.com", "198.51.100.70", ident=n + 1)
    small = Tcp(capture, client, "198.51.100.70", 50100, 8443)
    small.up(b"x" * 300).down(b"y" * 300)
    small.close()
one = Tcp(capture, "10.1.0.5", "198.51.100.70", server_port=8443, segment_bytes=60000)
for _ in range(1700):
    one.up(bytes(60000))
one.down(b"thanks")
one.close()
capture.write("in.pcap.gz")
