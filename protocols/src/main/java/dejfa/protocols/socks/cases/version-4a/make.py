from wire import *

capture = Capture()
one = Tcp(capture, server_port=9050)
one.up(b"\x04\x01\x01\xbb\x00\x00\x00\x01bot\x00c2.example\x00").down(b"\x00\x5b\x00\x00\x00\x00\x00\x00")
one.close()
capture.write()
