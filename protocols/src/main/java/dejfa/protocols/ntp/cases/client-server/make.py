from wire import *

capture = Capture()
capture.udp(CLIENT, SERVER, 50123, 123, bytes([0x23]) + bytes(47))
capture.udp(SERVER, CLIENT, 123, 50123, bytes([0x24, 2, 6, 0xEC]) + struct.pack("!II", 100, 200) + packed("192.0.2.44") + bytes(32))
capture.write()
