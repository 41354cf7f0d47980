from wire import *

MASTER, OUTSTATION = 1, 10


def crc(data):
    """IEEE 1815, 9.2.4.3.3"""
    value = 0
    for octet in data:
        value ^= octet
        for _ in range(8):
            value = value >> 1 ^ (0xA6BC if value & 1 else 0)
    return data + struct.pack("<H", ~value & 0xFFFF)


def frame(master, user, control=0x44):
    """control: primary and function; unconfirmed user data"""
    ends = (OUTSTATION, MASTER) if master else (MASTER, OUTSTATION)
    head = struct.pack("<BBBBHH", 5, 0x64, 5 + len(user), (0x80 if master else 0) | control, *ends)
    return crc(head) + b"".join(crc(user[at:at + 16]) for at in range(0, len(user), 16))


def spoilt(data, at):
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1:]


capture = Capture()
one = Tcp(capture, server_port=20000)
read = bytes.fromhex("c0 c0 01 3c0206")
one.up(frame(True, read))
# CRC of the header, CRC of the user data
one.up(spoilt(frame(True, read), 8))
one.up(spoilt(frame(True, read), 12))
# a length below that of the addresses, and no room for a function
one.up(bytes.fromhex("056404c4"))
one.up(frame(True, b"\xc0"))
# an object that there is not; a range that runs backwards; more points than the fragment has
one.up(frame(True, bytes.fromhex("c1 c1 02 fe01 07 01 00")))
one.up(frame(True, bytes.fromhex("c2 c2 01 1e01 00 0403")))
one.down(frame(False, bytes.fromhex("c0 c2 81 0000 1402 00 0003 01 0100")))
# 65535 points
one.up(frame(True, bytes.fromhex("c3 c3 02 3201 08 ffff 00")))
# a segment is missing: of the fragment its header is told
one.up(frame(True, bytes.fromhex("44 c4 02 5001 00 0707 00")))
one.up(frame(True, bytes.fromhex("86 01")))
# segments without end
for number in range(20):
    one.up(frame(True, bytes([(0x40 if number == 0 else 0) | number]) + b"\xc5\2" * 120))
# noise, then a fragment that is read again
one.up(b"\5\5\x64" + b"noise")
one.up(frame(True, bytes.fromhex("c6 c6 01 3c0106")))
one.close()
capture.write()
