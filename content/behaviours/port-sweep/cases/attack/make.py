from wire import *

def refused(client, server, port, client_port, answer=True):
    one = Tcp(capture, client, server, client_port, port, handshake=False)
    one.send(0, SYN)
    one.seq[0] += 1
    if answer:
        one.reset(1)


def answered(client, server, port, client_port):
    one = Tcp(capture, client, server, client_port, port)
    one.up(b"x" * 40).down(b"y" * 400)
    one.close()


capture = Capture()
for i in range(18):
    if i == 7:
        answered("203.0.113.9", f"10.1.0.{100 + i}", 445, 50000 + i)
    else:
        refused("203.0.113.9", f"10.1.0.{100 + i}", 445, 50000 + i, answer=i % 2 == 0)
    capture.wait(3)
capture.write()
