from wire import *

capture = Capture()
one = Tcp(capture, server="10.1.0.53", server_port=53)
first = sized(2, dns(1, 0x0100, "a.example.com", 28))
second = sized(2, dns(2, 0x0100, "b.example.com", 16))
one.up(first + second[:1]).up(second[1:])
one.down(sized(2, dns(1, 0x8180, "a.example.com", 28, [dns_record(b"\xc0\x0c", 28, packed("2001:db8::7"))])))
one.down(sized(2, dns(2, 0x8180, "b.example.com", 16, [dns_record(b"\xc0\x0c", 16, sized(1, b"v=spf1 -all") + sized(1, b"second"))])))
one.close()
capture.write()
