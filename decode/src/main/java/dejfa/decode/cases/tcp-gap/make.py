from wire import *

capture = Capture()
one = Tcp(capture)
one.up(lines("GET /gap HTTP/1.1\nHost: www.example.com\n") + b"\r\n")
answer = lines("HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: 3000\n") + b"\r\n" + b"x" * 3000
one.send(1, ACK | PSH, answer[:1000])
one.send(1, ACK | PSH, answer[2000:], seq=2000)
one.seq[1] += len(answer)
one.send(0, ACK)
http_get(one, "/after")
one.close()
capture.write()
