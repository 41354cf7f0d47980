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
for i, port in enumerate((21, 22, 23, 25, 80, 110, 111, 135, 139, 143, 443, 445, 3306, 3389)):
    (answered if port == 80 else refused)("203.0.113.9", "10.1.0.80", port, 50000 + i)
    capture.wait(3)
capture.write()
