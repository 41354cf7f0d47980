from wire import *

capture = Capture()
datagram = udp(CLIENT, "10.1.0.53", 50001, 53, dns(1, 0x0100, "first-bytes-stand.example.com", 1))


def fragment(at, data, more):
    capture.frame(ethernet(ip(CLIENT, "10.1.0.53", 17, data, ident=77, fragment=at, more=more)))


fragment(0, datagram[:24], True)
fragment(40, datagram[40:], False)
fragment(16, datagram[16:24] + datagram[24:40], True)
# a second datagram: the overlap carries other bytes
datagram = udp(CLIENT, "10.1.0.53", 50002, 53, dns(2, 0x0100, "first-bytes-stand.example.com", 1))
capture.wait(1)
capture.frame(ethernet(ip(CLIENT, "10.1.0.53", 17, datagram[:32], ident=78, more=True)))
capture.frame(ethernet(ip(CLIENT, "10.1.0.53", 17, b"XXXXXXXX" + datagram[32:40], ident=78, fragment=24, more=True)))
capture.frame(ethernet(ip(CLIENT, "10.1.0.53", 17, datagram[40:], ident=78, fragment=40)))
capture.write()
