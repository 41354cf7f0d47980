from wire import *


def payload(following, *parts):
    body = b"".join(parts)
    return struct.pack("!BBH", following, 0, len(body) + 4) + body


proposal = payload(0, b"\1\1\0\4", payload(3, b"\1\0\0\x0c\x80\x0e\1\0"), payload(3, b"\2\0\0\5"), payload(3, b"\3\0\0\x0c"),
                   payload(0, b"\4\0\0\2"))
body = payload(34, proposal) + payload(40, b"\0\2\0\0" + bytes(128)) + payload(0, bytes(range(32)))
head = bytes(range(1, 9)) + bytes(8) + bytes([33, 0x20, 34, 8]) + struct.pack("!II", 0, 28 + len(body))
capture = Capture()
capture.udp(CLIENT, SERVER, 500, 500, head + body)
capture.write()
