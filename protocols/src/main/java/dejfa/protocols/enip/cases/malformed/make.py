from wire import *

SESSION = 0x11223344


def message(command, data=b"", session=SESSION, status=0, context=b"from-me\0", options=0):
    return struct.pack("<HHII8sI", command, len(data), session, status, context, options) + data


def items(*all):
    return struct.pack("<H", len(all)) + b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in all)


def unconnected(cip):
    """interface CIP, no time-out; no address, one message"""
    return struct.pack("<IH", 0, 5) + items((0, b""), (0xB2, cip))


IDENTITY = (0x0C, struct.pack("<H", 1) + struct.pack("!HH4s8x", 2, 44818, packed(SERVER))
            + struct.pack("<HHHBBHI", 1, 14, 54, 20, 19, 0x60, 0x12345678) + sized(1, b"1756-L61/B LOGIX5561") + b"\3")


capture = Capture()
one = Tcp(capture, server_port=44818)
one.up(message(0x65, struct.pack("<HH", 1, 0), session=0)).down(message(0x65, struct.pack("<HH", 1, 0)))
# an item that is longer than the message
one.up(message(0x6F, struct.pack("<IHH", 0, 5, 1) + struct.pack("<HH", 0xB2, 255) + b"\x0e", context=b"item too"))
# a path longer than its item
one.up(message(0x6F, unconnected(b"\x0e\x20\x20\x01"), context=b"path too"))
# a multiple service packet whose offsets point outside of it
one.up(message(0x6F, unconnected(bytes.fromhex("0a 02 2002 2401 0200 0600 ff00 0e02 2001 2401")), context=b"offsets "))
# options that there are not; a command that there is not; a version without its options
one.up(message(0x63, options=1, context=b"options "))
one.up(message(0x77, context=b"command "))
one.up(message(0x65, b"\1\0", context=b"version "))
# refused by the other side, with nothing else to say
one.up(message(0x6F, unconnected(bytes.fromhex("01 02 2001 2401")), session=1, context=b"session "))
one.down(message(0x6F, session=1, status=0x64, context=b"session "))
# an answer to nothing
one.down(message(0x63, items(IDENTITY), context=b"unasked "))
# read again; then cut off by the end
one.up(message(0x6F, unconnected(bytes.fromhex("01 02 2001 2401")), context=b"good one"))
one.up(message(0x63, bytes(40))[:50])
one.close()
capture.write()
