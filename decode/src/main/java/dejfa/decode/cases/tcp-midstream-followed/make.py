from wire import *

capture = Capture()
one = Tcp(capture, handshake=False)
http_get(one, "/inside")
one.close()
capture.write()
