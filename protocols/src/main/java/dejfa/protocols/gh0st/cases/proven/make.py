import zlib
from wire import *


def message(tag, body, inflated=None):
    packed_body = zlib.compress(body)
    return tag + struct.pack("<II", len(tag) + 8 + len(packed_body), len(body) if inflated is None else inflated) + packed_body


capture = Capture()
one = Tcp(capture, server_port=8081)
one.up(message(b"Gh0st", b"\x66" + b"PC017\0" * 20)).down(message(b"Gh0st", b"\x01")).up(message(b"Gh0st", b"\x64" + bytes(50)))
one.close()
capture.write()
