from wire import *

A, B = "2001:db8::5", "2001:db8::53"
capture = Capture()
chain = bytes([43, 0, 1, 4, 0, 0, 0, 0]) + bytes([60, 2, 2, 0, 0, 0, 0, 0]) + packed(B) + bytes([17, 0, 1, 4, 0, 0, 0, 0])
capture.frame(ethernet(ip(A, B, 0, udp(A, B, 50001, 53, dns(1, 0x0100, "behind-headers.example.com", 28)), next_headers=chain)))
capture.frame(ethernet(ip(B, A, 17, udp(B, A, 53, 50001, dns(1, 0x8183, "behind-headers.example.com", 28)))))
# a header that claims more than the packet has
capture.frame(ethernet(ip(A, B, 0, bytes([17, 200, 1, 4, 0, 0, 0, 0]))))
capture.write()
