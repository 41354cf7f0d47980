from wire import *

capture = Capture()
one = Tcp(capture, server_port=5901)
one.down("RFB 003.008\n")
one.up("RFB 003.008\n")
one.down(b"\1\2")
one.up(b"\2")
one.down(bytes(range(16)))
one.up(bytes(range(16, 32)))
one.down(bytes.fromhex("0000000100000003") + b"bye")
one.close()
capture.write()
