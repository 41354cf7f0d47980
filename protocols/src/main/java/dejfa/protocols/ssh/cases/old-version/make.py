from wire import *

capture = Capture()
one = Tcp(capture, server_port=22)
one.down("SSH-1.5-OpenSSH_3.4p1\n")
one.up("SSH-1.5-client\n")
one.close()
capture.write()
