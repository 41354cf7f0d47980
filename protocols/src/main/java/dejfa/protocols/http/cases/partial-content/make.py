from wire import *

capture = Capture()
one = Tcp(capture)
one.up(lines("GET /files/manual.pdf HTTP/1.1\nHost: www.example.com\nRange: bytes=100-199\n") + b"\r\n")
one.down(lines("HTTP/1.1 206 Partial Content\nContent-Type: application/pdf\nContent-Range: bytes 100-199/200\nContent-Length: 100\n")
         + b"\r\n" + bytes(range(100)))
one.close()
capture.write()
