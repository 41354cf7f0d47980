from wire import *

capture = Capture()
one = Tcp(capture)
head = "HTTP/1.1\nHost: www.example.com\n"
one.up(lines("GET /a " + head) + b"\r\n" + lines("HEAD /b " + head) + b"\r\n" + lines("GET /c " + head) + b"\r\n")
one.down(lines("HTTP/1.1 200 OK\nContent-Length: 1\n") + b"\r\nA"
         + lines("HTTP/1.1 200 OK\nContent-Length: 500\n") + b"\r\n"
         + lines("HTTP/1.1 404 Not Found\nContent-Length: 4\n") + b"\r\ngone")
one.close()
capture.write()
