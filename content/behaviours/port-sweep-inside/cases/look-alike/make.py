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
    (refused if i in (3, 4) else answered)("10.1.0.50", f"10.1.0.{100 + i}", 10050, 50000 + i)
    capture.wait(3)
capture.write()
