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
for i in range(32):
    refused("203.0.113.9", f"10.1.0.{80 + i % 4}", (22, 23, 445, 1433, 3306, 3389, 5900, 8080)[i // 4], 50000 + i, answer=False)
    capture.wait(150)
capture.write()
