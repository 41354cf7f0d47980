from wire import *


def packet(code, more):
    body = bytes([6 + len(more), code, 0, 0, 0, 0, 0]) + more
    return b"\3\0" + struct.pack("!H", len(body) + 4) + body


capture = Capture()
one = Tcp(capture, server_port=3389)
one.up(packet(0xE0, b"Cookie: mstshash=joe\r\n" + b"\1\0\x08\0\0\0\0\0"))
one.down(packet(0xD0, b"\3\0\x08\0\5\0\0\0"))
one.close()
capture.write()
