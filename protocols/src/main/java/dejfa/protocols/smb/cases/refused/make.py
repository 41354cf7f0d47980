from wire import *

capture = Capture()
one = Tcp(capture, CLIENT, "10.1.0.25", server_port=445)
smb_negotiate(one)
smb_tree(one, r"\\10.1.0.25\ADMIN$", 1, session=0x51, status=0xC0000022)
one.close()
capture.write()
