from wire import *

def wrap(packet):
    inner = ethernet(packet)
    outer = udp("192.0.2.1", "192.0.2.2", 51000, 4789, struct.pack("!II", 0x08000000, 42 << 8) + inner)
    return ethernet(ip("192.0.2.1", "192.0.2.2", 17, outer))


capture = Capture(wrap)
one = Tcp(capture)
http_get(one, "/inside")
one.close()
capture.write()
