import gzip
from wire import *

body = gzip.compress(b"<html><title>Plain text inside gzip inside chunks</title></html>", mtime=0)
pieces = [body[:7], body[7:30], body[30:]]
chunks = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
capture = Capture()
one = Tcp(capture)
one.up(lines("GET /news HTTP/1.1\nHost: www.example.com\nAccept-Encoding: gzip\n") + b"\r\n")
one.down(lines("HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Encoding: gzip\nTransfer-Encoding: chunked\n") + b"\r\n" + chunks)
one.close()
capture.write()
