import zlib
from wire import *

packed_body = zlib.compress(b"\x66" + b"PC017\0" * 20)
capture = Capture()
one = Tcp(capture, server_port=8081)
one.up(b"Gh0st" + struct.pack("<II", 13 + len(packed_body), 121) + packed_body)
one.close()
capture.write()
