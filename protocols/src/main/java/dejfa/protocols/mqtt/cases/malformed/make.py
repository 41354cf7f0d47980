from wire import *

capture = Capture()
one = Tcp(capture, server_port=1883)
one.down(bytes.fromhex("20020000"))
one.close()
two = Tcp(capture, client_port=49201, server_port=1883)
two.up(bytes.fromhex("100e00044d51545405" + "02003c7f210014"))
two.up(bytes.fromhex("c000"))
two.close()
capture.write()
