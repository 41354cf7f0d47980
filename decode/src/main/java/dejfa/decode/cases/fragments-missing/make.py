from wire import *

capture = Capture()
datagram = udp(CLIENT, "10.1.0.53", 50001, 53, dns(1, 0x0100, "never-whole.example.com", 1))
capture.frame(ethernet(ip(CLIENT, "10.1.0.53", 17, datagram[:16], ident=77, more=True)))
capture.frame(ethernet(ip(CLIENT, "10.1.0.53", 17, datagram[32:], ident=77, fragment=32)))
lookup(capture, CLIENT, "10.1.0.53", "whole.example.com", "203.0.113.7", port=50002)
capture.write()
