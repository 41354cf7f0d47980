from wire import *

number = [0]


def wrap(packet):
    number[0] += 1
    return ethernet(ip("192.0.2.1", "192.0.2.2", 47, struct.pack("!HHII", 0x3000, 0x0800, 9, number[0]) + packet))


capture = Capture(wrap)
one = Tcp(capture)
http_get(one, "/inside")
one.close()
capture.write()
