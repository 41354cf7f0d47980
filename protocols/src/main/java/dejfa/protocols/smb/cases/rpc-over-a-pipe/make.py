from wire import *
import uuid

SVCCTL = uuid.UUID("367abb81-9844-35f1-ad32-98f038001003")
NDR = uuid.UUID("8a885d04-1ceb-11c9-9fe8-08002b104860")


def pdu(kind, call, body):
    return struct.pack("<BBBBIHHI", 5, 0, kind, 3, 0x10, 16 + len(body), 0, call) + body


def write(handle, data):
    return struct.pack("<HHIQ", 49, 112, len(data), 0) + handle + struct.pack("<IIHHI", 0, 0, 0, 0, 0) + data


def read(handle):
    return struct.pack("<HBBIQ", 49, 80, 0, 4280, 0) + handle + struct.pack("<IIIHH", 0, 0, 0, 0, 0) + b"\0"


def was_read(data):
    return struct.pack("<HBBIII", 17, 80, 0, len(data), 0, 0) + data


def transceive(handle, data):
    return struct.pack("<HHI", 57, 0, 0x11C017) + handle + struct.pack("<IIIIIIII", 120, len(data), 0, 120, 0, 4280, 1, 0) + data


def transceived(handle, data):
    return struct.pack("<HHI", 49, 0, 0x11C017) + handle + struct.pack("<IIIIII", 112, 0, 112, len(data), 0, 0) + data


capture = Capture()
one = Tcp(capture, CLIENT, "10.1.0.25", server_port=445)
smb_negotiate(one)
path = r"\\10.1.0.25\IPC$".encode("utf-16-le")
smb_ask(one, 3, struct.pack("<HHHH", 9, 0, 72, len(path)) + path, 1, struct.pack("<HBBIII", 16, 2, 0, 0, 0, 0x1F01FF), session=0x51, tree=1)
handle = smb_create(one, "svcctl", 2, 1, session=0x51, tree=1)
bind = pdu(11, 2, struct.pack("<HHIBBHHBB", 4280, 4280, 0, 1, 0, 0, 0, 1, 0) + SVCCTL.bytes_le + struct.pack("<HH", 2, 0)
           + NDR.bytes_le + struct.pack("<I", 2))
ack = pdu(12, 2, struct.pack("<HHIH", 4280, 4280, 0x53, 13) + b"\\PIPE\\ntsvcs\0" + b"\0" + struct.pack("<BBHHH", 1, 0, 0, 0, 0)
          + NDR.bytes_le + struct.pack("<I", 2))
smb_ask(one, 9, write(handle, bind), 3, struct.pack("<HHIIHH", 17, 0, len(bind), 0, 0, 0), session=0x51, tree=1)
smb_ask(one, 8, read(handle), 4, was_read(ack), session=0x51, tree=1)
stub = "\\\\10.1.0.25".encode("utf-16-le") + struct.pack("<HII", 0, 0, 0xF003F)
call = pdu(0, 3, struct.pack("<IHH", len(stub), 0, 15) + stub)
answer = pdu(2, 3, struct.pack("<IHBB", 24, 0, 0, 0) + bytes(range(20)) + bytes(4))
smb_ask(one, 11, transceive(handle, call), 5, transceived(handle, answer), session=0x51, tree=1)
smb_close(one, handle, 6, session=0x51, tree=1)
one.close()
capture.write()
