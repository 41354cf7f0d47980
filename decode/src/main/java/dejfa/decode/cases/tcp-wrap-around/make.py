from wire import *

capture = Capture()
one = Tcp(capture, seq=(2**32 - 20, 2**32 - 60))
http_get(one, "/inside")
one.close()
capture.write()
