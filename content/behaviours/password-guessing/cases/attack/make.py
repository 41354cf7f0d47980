from wire import *

def session(client, port, packets):
    one = Tcp(capture, client, "10.1.0.22", port, 22)
    one.down("SSH-2.0-OpenSSH_9.6\r\n").up("SSH-2.0-libssh2_1.4.3\r\n")
    for _ in range(packets):
        one.up(struct.pack("!IB", 44, 6) + bytes(43)).down(struct.pack("!IB", 44, 6) + bytes(43))
    one.close()


capture = Capture()
for i in range(20):
    session("203.0.113.9", 50000 + i, 5)
    capture.wait(15)
capture.write()
