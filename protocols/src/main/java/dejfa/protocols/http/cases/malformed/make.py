from wire import *

capture = Capture()
one = Tcp(capture, client_port=49201)
one.up(lines("GET /x HTTP/1.1\nHost: www.example.com\nthis is no header\n") + b"\r\n")
one.down(lines("HTTP/1.1 200 OK\nContent-Length: 5\nContent-Length: 7\n") + b"\r\nhello")
one.close()
two = Tcp(capture, client_port=49202)
two.up(lines("GET /y HTTP/1.1\nHost: www.example.com\n") + b"\r\n")
two.down(lines("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n") + b"\r\nzz\r\nhello\r\n")
two.close()
http_get(Tcp(capture, client_port=49203), "/after")
capture.write()
