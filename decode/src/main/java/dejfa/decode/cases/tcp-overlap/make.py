from wire import *

capture = Capture()
one = Tcp(capture)
request = lines("GET /first HTTP/1.1\nHost: www.example.com\n") + b"\r\n"
one.send(0, ACK | PSH, request[:30])
one.send(0, ACK | PSH, request[:5] + b"other" + request[10:30])
one.send(0, ACK | PSH, b"XXXX" + request[30:], seq=26)
one.seq[0] += len(request)
one.down(lines("HTTP/1.1 200 OK\nContent-Length: 2\n") + b"\r\nok")
one.close()
capture.write()
