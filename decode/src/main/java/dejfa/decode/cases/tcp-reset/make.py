from wire import *

capture = Capture()
one = Tcp(capture)
one.send(1, RST, seq=900_000_000)
http_get(one, "/still-open")
one.reset(1)
capture.write()
