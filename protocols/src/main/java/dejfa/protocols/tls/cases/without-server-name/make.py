from wire import *

capture = Capture()
one = Tcp(capture, server_port=443)
tls12(one, None, [certificate("localhost", "localhost")], agreed=(0xC02F,))
one.close()
capture.write()
