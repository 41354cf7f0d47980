from wire import *

tags = [(b"PAD\0", b"-" * 400), (b"SNI\0", b"www.example.org"), (b"VER\0", b"Q046"), (b"UAID", b"Chrome/75.0.3770.100")]
table, end = b"", 0
for tag, value in tags:
    end += len(value)
    table += tag + struct.pack("<I", end)
hello = b"CHLO" + struct.pack("<HH", len(tags), 0) + table + b"".join(value for _, value in tags)
packet = b"\xc3Q046\x50" + bytes(range(8)) + struct.pack("!I", 1) + bytes(12)
packet += b"\xa0\x01" + struct.pack("!H", len(hello)) + hello
capture = Capture()
capture.udp(CLIENT, SERVER, 50443, 443, packet + bytes(1350 - len(packet)))
capture.write()
