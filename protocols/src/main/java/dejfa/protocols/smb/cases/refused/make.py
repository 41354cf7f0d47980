from wire import *

def message(command, body, number, tree=0, session=0, status=0, answer=False):
    head = b"\xfeSMB" + struct.pack("<HHIHHIIQIIQ", 64, 1, status, command, 1, 1 if answer else 0, 0, number, 0xFEFF, tree, session) + bytes(16)
    return sized(4, head + body)


def ask(one, command, body, number, reply, **more):
    status = more.pop("status", 0)
    one.up(message(command, body, number, **more))
    one.down(message(command, reply, number, status=status, answer=True, **more))


capture = Capture()
one = Tcp(capture, CLIENT, "10.1.0.25", server_port=445)
ask(one, 0, struct.pack("<HHHHI", 36, 1, 1, 0, 0) + bytes(16) + bytes(8) + struct.pack("<H", 0x0202), 0,
    struct.pack("<HHHH", 65, 1, 0x0202, 0) + bytes(16) + struct.pack("<IIIIQQHHI", 0, 65536, 65536, 65536, 0, 0, 128, 0, 0))
share = "\\\\10.1.0.25\\ADMIN$".encode("utf-16-le")
ask(one, 3, struct.pack("<HHHH", 9, 0, 72, len(share)) + share, 1, struct.pack("<HHI", 9, 0, 0) + b"\0", session=0x51, status=0xC0000022)
one.close()
capture.write()
