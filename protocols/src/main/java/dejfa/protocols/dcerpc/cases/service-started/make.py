from wire import *
import uuid

SVCCTL = uuid.UUID("367abb81-9844-35f1-ad32-98f038001003")
NDR = uuid.UUID("8a885d04-1ceb-11c9-9fe8-08002b104860")


def pdu(kind, call, body, flags=3):
    return struct.pack("<BBBBIHHI", 5, 0, kind, flags, 0x10, 16 + len(body), 0, call) + body


def request(call, opnum, stub, flags=3):
    return pdu(0, call, struct.pack("<IHH", len(stub), 0, opnum) + stub, flags)


def response(call, stub):
    return pdu(2, call, struct.pack("<IHBB", len(stub), 0, 0, 0) + stub)


def wide(text):
    return text.encode("utf-16-le") + b"\0\0"


capture = Capture()
one = Tcp(capture, CLIENT, "10.1.0.25", server_port=49664)
one.up(pdu(11, 1, struct.pack("<HHIBBHHBB", 4280, 4280, 0, 1, 0, 0, 0, 1, 0) + SVCCTL.bytes_le + struct.pack("<HH", 2, 0)
           + NDR.bytes_le + struct.pack("<I", 2)))
one.down(pdu(12, 1, struct.pack("<HHIH", 4280, 4280, 0x53, 6) + b"49664\0" + struct.pack("<BBHHH", 1, 0, 0, 0, 0)
             + NDR.bytes_le + struct.pack("<I", 2)))
one.up(request(2, 15, wide("\\\\10.1.0.25") + struct.pack("<II", 0, 0xF003F)))
handle = bytes(range(20))
one.down(response(2, handle + struct.pack("<I", 0)))
name = handle + struct.pack("<II", 8, 0x1FF) + wide("updater") + wide("C:\\Windows\\Temp\\updater.exe")
one.up(request(3, 12, name[:40], flags=1))
one.up(request(3, 12, name[40:], flags=2))
one.down(response(3, handle + struct.pack("<I", 0)))
one.up(request(4, 19, handle))
one.down(pdu(3, 4, struct.pack("<IHBBII", 32, 0, 0, 0, 5, 0)))
one.close()
capture.write()
