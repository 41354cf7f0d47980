from wire import *

capture = Capture()
capture.udp(CLIENT, SERVER, 50124, 123, bytes([0x17, 0, 3, 0x2A]) + bytes(44))
capture.udp(CLIENT, SERVER, 50125, 123, b"\x23\0\0")
capture.write()
