import zlib
from wire import *


def message(tag, body, inflated=None):
    packed_body = zlib.compress(body)
    return tag + struct.pack("<II", len(tag) + 8 + len(packed_body), len(body) if inflated is None else inflated) + packed_body


capture = Capture()
one = Tcp(capture, server_port=443)
body = b"\x66" + b"SRV02\0" * 20
small = zlib.compress(body)
one.up(b"HTTPSCAT" + struct.pack("<II", len(body), 16 + len(small)) + small)
one.close()
capture.write()
