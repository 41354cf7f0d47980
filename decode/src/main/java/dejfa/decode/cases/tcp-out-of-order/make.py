from wire import *

capture = Capture()
one = Tcp(capture)
one.up(lines("GET /order HTTP/1.1\nHost: www.example.com\n") + b"\r\n")
answer = lines("HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: 26\n") + b"\r\nabcdefghijklmnopqrstuvwxyz"
for at in range(len(answer) // 20 * 20, -1, -20):
    one.send(1, ACK | PSH, answer[at:at + 20], seq=at)
one.seq[1] += len(answer)
one.send(0, ACK)
one.close()
capture.write()
