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


def ask(cip, reply):
    global number
    number += 1
    context = b"ask%05d" % number
    one.up(message(0x6F, unconnected(cip), context=context))
    one.down(message(0x6F, unconnected(reply), context=context))


def connected(sequence, cip):
    return struct.pack("<IH", 0, 0) + items((0xA1, struct.pack("<I", 0x4711)), (0xB1, struct.pack("<H", sequence) + cip))


number = 0
capture = Capture()
one = Tcp(capture, server_port=44818)
one.up(message(0x65, struct.pack("<HH", 1, 0), session=0)).down(message(0x65, struct.pack("<HH", 1, 0)))
one.up(message(4)).down(message(4, items((0x100, struct.pack("<HH", 1, 0x120) + b"Communications\0\0"))))
one.up(message(0x63)).down(message(0x63, items(IDENTITY)))
# one attribute of the Ethernet link (class 0xf6, instance 1, attribute 6)
ask(bytes.fromhex("0e 03 20f6 2401 3006"), bytes.fromhex("8e 00 00 00 0102"))
# two attributes of the identity in one list
ask(bytes.fromhex("03 02 2001 2401 0200 0100 0200"), bytes.fromhex("83 00 00 00 0200 0100 0000 0100 0200 0000 0e00"))
# two messages in one; the second is refused
ask(bytes.fromhex("0a 02 2002 2401 0200 0600 0e00") + bytes.fromhex("0e03 2001 2401 3001") + bytes.fromhex("4c02 206b 2401"),
    bytes.fromhex("8a 00 1e 00 0200 0600 0c00") + bytes.fromhex("8e 00 00 00 0100") + bytes.fromhex("cc 00 05 00"))
# a connection that can't be had
ask(bytes.fromhex("54 02 2006 2401") + bytes(30), bytes.fromhex("d4 00 01 01 0701"))
# a tag read by its name, over a connection; answers in the other order
tag = b"\x4c\4\x91\5Motor\0" + b"\1\0"
one.up(message(0x70, connected(1, tag), context=bytes(8)) + message(0x70, connected(2, bytes.fromhex("05 02 2001 2401")), context=bytes(8)))
one.down(message(0x70, connected(2, bytes.fromhex("85 00 0f 00")), context=bytes(8))
         + message(0x70, connected(1, bytes.fromhex("cc 00 00 00 c400 2a000000")), context=bytes(8)))
one.up(message(0x66))
one.close()
capture.write()
