from wire import *
import uuid

MESSENGER = uuid.UUID("5a7b91f8-ff00-11d0-a9b2-00c04fb6e6fc")
ACTIVITY = uuid.UUID("0a0b0c0d-1112-1314-1516-171819202122")


def datagram(kind, flags, sequence, opnum, body, fragment=0):
    return (struct.pack("<BBBB4s", 4, kind, flags, 0, b"\x10\0\0\0") + bytes(16) + MESSENGER.bytes_le + ACTIVITY.bytes_le
            + struct.pack("<IIIHHHHHBB", 0, 1, sequence, opnum, 0xFFFF, 0xFFFF, len(body), fragment, 0, 0) + body)


capture = Capture()
text = b"Your computer has 47 errors, visit www.repair.example"
capture.udp(CLIENT, "10.1.0.25", 50123, 1026, datagram(0, 0x24, 0, 0, text[:30]))
capture.udp(CLIENT, "10.1.0.25", 50123, 1026, datagram(0, 0x26, 0, 0, text[30:], 1))
capture.udp("10.1.0.25", CLIENT, 1026, 50123, datagram(2, 0x08, 0, 0, struct.pack("<I", 0)))
capture.udp(CLIENT, "10.1.0.25", 50123, 1026, datagram(0, 0x20, 1, 3, b""))
capture.write()
