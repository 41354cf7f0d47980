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


def whole(master, application, transport=0):
    """A fragment in one frame."""
    return frame(master, bytes([0xC0 | transport]) + application)


capture = Capture()
one = Tcp(capture, server_port=20000)
# is the link up? frames without user data
one.up(frame(True, b"", 0x49))
one.down(frame(False, b"", 0x0B))
# classes 1, 2, 3 and 0
one.up(whole(True, bytes.fromhex("c001" + "3c0206" + "3c0306" + "3c0406" + "3c0106")))
# ten binary inputs side by side, two analog inputs with flags, three counters; in two frames, cut amid a counter
values = bytes.fromhex("c081 9000" + "0101 00 0009 ff01" + "1e02 00 0304 01 0100 01 ffff" + "1405 00 0002 01000000 02000000 03000000")
one.down(frame(False, b"\x40" + values[:34]))
one.down(frame(False, b"\x81" + values[34:]))
# the clock set, which ends the need for it; the mark of a restart taken back
now_ms = (START_US // 1000).to_bytes(6, "little")
one.up(whole(True, bytes.fromhex("c102" + "3201 07 01") + now_ms, 1))
one.down(whole(False, bytes.fromhex("c181 8000"), 2))
one.up(whole(True, bytes.fromhex("c202" + "5001 00 0707 00"), 2))
one.down(whole(False, bytes.fromhex("c281 0000"), 3))
# select, then operate: point 5 latched on
relay = "0c01 28 0100 0500 03 01 e8030000 00000000 00"
one.up(whole(True, bytes.fromhex("c303" + relay), 3))
one.down(whole(False, bytes.fromhex("c381 0000" + relay), 4))
one.up(whole(True, bytes.fromhex("c404" + relay), 4))
one.down(whole(False, bytes.fromhex("c481 0000" + relay), 5))
# told unasked: a binary input changed; confirmed
one.down(whole(False, bytes.fromhex("f082 0200" + "0202 28 0100 0700 81") + now_ms, 6))
one.up(whole(True, bytes.fromhex("d000"), 5))
# started anew
one.up(whole(True, bytes.fromhex("c50d"), 6))
one.down(whole(False, bytes.fromhex("c581 0000" + "3402 07 01 c409"), 7))
one.close()
capture.write()
