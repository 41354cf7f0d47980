from wire import *

capture = Capture()
one = Tcp(capture, server_port=23)
one.up(bytes.fromhex("fffd03fffb18fffb1f"))
one.down(bytes.fromhex("fffb03fffd18fffa1801fff0"))
one.up(bytes.fromhex("fffa1800") + b"xterm" + bytes.fromhex("fff0"))
one.down(b"login: \xff\xfb\x01")
one.up("guest\r\n")
one.down("Welcome\r\n$ ")
one.up("exit\r\n")
one.close()
capture.write()
