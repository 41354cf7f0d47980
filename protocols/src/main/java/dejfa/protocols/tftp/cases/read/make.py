from wire import *

capture = Capture()
capture.udp(CLIENT, SERVER, 2000, 69, b"\0\1boot.cfg\0octet\0")
capture.udp(SERVER, CLIENT, 69, 2000, b"\0\5\0\1File not found\0")
capture.udp(CLIENT, SERVER, 2001, 69, b"\0\2x\0quick\0")
capture.write()
