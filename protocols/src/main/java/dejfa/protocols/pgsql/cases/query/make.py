from wire import *


def typed(kind, body):
    return kind + struct.pack("!I", len(body) + 4) + body


def opening(code, body=b""):
    return struct.pack("!II", 8 + len(body), code) + body


capture = Capture()
one = Tcp(capture, server_port=5432)
one.up(opening(80877103))
one.down(b"N")
one.up(opening(196608, b"user\0joe\0database\0shop\0\0"))
one.down(typed(b"R", b"\0\0\0\5salt"))
one.up(typed(b"p", b"md5secret\0"))
one.down(typed(b"R", bytes(4)) + typed(b"S", b"TimeZone\0UTC\0") + typed(b"Z", b"I"))
one.up(typed(b"Q", b"SELECT 1\0"))
one.down(typed(b"T", b"\0\1") + typed(b"D", b"\0\1\0\0\0\1" + b"1") + typed(b"C", b"SELECT 1\0") + typed(b"Z", b"I"))
one.up(typed(b"X", b""))
one.close()
capture.write()
