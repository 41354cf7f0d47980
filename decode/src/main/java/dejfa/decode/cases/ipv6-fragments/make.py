from wire import *

A, B = "2001:db8::5", "2001:db8::53"
capture = Capture()
datagram = udp(A, B, 50001, 53, dns(1, 0x0100, "fragmented-six.example.com", 28))
for at, data, more in ((0, datagram[:32], 1), (32, datagram[32:], 0)):
    head = struct.pack("!BBHI", 17, 0, at | more, 0x51525354)
    capture.frame(ethernet(ip(A, B, 44, data, next_headers=head)))
capture.write()
