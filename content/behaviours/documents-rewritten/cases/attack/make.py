from wire import *

capture = Capture()
one = Tcp(capture, CLIENT, "10.1.0.25", server_port=445)
smb_negotiate(one)
smb_tree(one, r"\\10.1.0.25\Documents", 1, session=0x51, tree=5)
for i in range(12):
    handle = smb_create(one, rf"team\report{i}.docx.locked", 2 + 2 * i, 5, session=0x51, tree=5)
    smb_close(one, handle, 3 + 2 * i, session=0x51, tree=5)
    capture.wait(4)
one.close()
capture.write()
