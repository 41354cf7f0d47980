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
# asked of all, answered by one
capture.udp(CLIENT, SERVER, 50001, 44818, message(0x63, session=0))
capture.udp(SERVER, CLIENT, 44818, 50001, message(0x63, items(IDENTITY), session=0))
capture.write()
