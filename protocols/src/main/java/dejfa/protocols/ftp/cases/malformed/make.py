from wire import *

capture = Capture()
one = Tcp(capture, server_port=21)
one.down("220 ready\r\n")
one.up("USER alice\r\n").down("abc what\r\n")
one.up("EPSV\r\n").down("229 Entering Extended Passive Mode (|||nonsense|)\r\n")
one.up("X" * 9000 + "\r\n").down("500 too long\r\n")
one.close()
capture.write()
