from wire import *

capture = Capture()
one = Tcp(capture)
http_get(one, "/one")
http_get(one, "/two")
http_get(one, "/three")
wrong = bytearray(tcp(CLIENT, SERVER, 49200, 80, one.seq[0], one.seq[1], ACK | PSH, lines("GET /evil HTTP/1.1\nHost: www.example.com\n") + b"\r\n"))
wrong[16] ^= 0x55
capture.packet(CLIENT, SERVER, 6, bytes(wrong))
http_get(one, "/four")
one.close()
capture.write()
