from wire import *

capture = Capture()
good = ip(CLIENT, SERVER, 6, tcp(CLIENT, SERVER, 49200, 80, 1, 0, SYN))
capture.frame(ethernet(b"\x44" + good[1:]))
capture.frame(ethernet(good[:2] + b"\xff\xff" + good[4:]))
segment = bytearray(tcp(CLIENT, SERVER, 49200, 80, 1, 0, SYN))
segment[12] = 0xF0
capture.packet(CLIENT, SERVER, 6, bytes(segment))
segment[12] = 0x10
capture.packet(CLIENT, SERVER, 6, bytes(segment))
capture.packet(CLIENT, SERVER, 17, struct.pack("!HHHH", 50001, 53, 3, 0))
capture.frame(mac(CLIENT) + b"\1")
capture.write()
