from wire import *


def ber(tag, *parts):
    body = b"".join(parts)
    return bytes([tag, len(body)]) + body


def message(tag):
    variables = ber(0x30, ber(0x30, ber(6, b"\x2b\6\1\2\1\1\5\0"), ber(5)))
    return ber(0x30, ber(2, b"\1"), ber(4, b"public"), ber(tag, ber(2, b"\7"), ber(2, b"\0"), ber(2, b"\0"), variables))


capture = Capture()
capture.udp(CLIENT, SERVER, 50161, 161, message(0xA0))
capture.udp(SERVER, CLIENT, 161, 50161, message(0xA2))
capture.write()
