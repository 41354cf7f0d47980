from wire import *

capture = Capture(wrap=lambda packet: ethernet(ip("192.0.2.1", "192.0.2.2", 41, packet)))
one = Tcp(capture, "2001:db8::5", "2001:db8::80")
http_get(one, "/inside")
one.close()
capture.write()
