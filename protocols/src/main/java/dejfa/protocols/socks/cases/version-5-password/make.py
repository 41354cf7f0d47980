from wire import *

capture = Capture()
one = Tcp(capture, server_port=1080)
one.up(b"\x05\x02\x00\x02").down(b"\x05\x02")
one.up(b"\x01\x04lena\x06secret").down(b"\x01\x00")
one.up(b"\x05\x01\x00\x03\x0bwww.example\x00\x50").down(b"\x05\x00\x00\x01\x0a\x01\x00\x09\x1f\x90")
one.up("GET /through HTTP/1.1\r\nHost: www.example\r\n\r\n").down("HTTP/1.1 204 No Content\r\n\r\n")
one.close()
capture.write()
