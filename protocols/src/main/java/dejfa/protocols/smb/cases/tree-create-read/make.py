from wire import *

def ntlm(kind, rest):
    return b"NTLMSSP\0" + struct.pack("<I", kind) + rest


def setup(token):
    return struct.pack("<HBBIIHHQ", 25, 0, 1, 0, 0, 88, len(token), 0) + token


def set_up(token):
    return struct.pack("<HHHH", 9, 0, 72, len(token)) + token


def wide(text):
    return text.encode("utf-16-le")


capture = Capture()
one = Tcp(capture, CLIENT, "10.1.0.25", server_port=445)
smb_negotiate(one)
smb_ask(one, 1, setup(ntlm(1, struct.pack("<I", 0xA2088207) + bytes(16))), 1,
        set_up(ntlm(2, struct.pack("<HHII", 0, 0, 48, 0xA2898205) + b"\x11" * 8 + bytes(16))), status=0xC0000016, session=0x51)
parts = [bytes(24), bytes(range(24)), wide("OFFICE"), wide("alice"), wide("PC017"), b""]
at, fields = 64, b""
for part in parts:
    fields += struct.pack("<HHI", len(part), len(part), at)
    at += len(part)
smb_ask(one, 1, setup(ntlm(3, fields + struct.pack("<I", 0xA2888205) + b"".join(parts))), 2, set_up(b""), session=0x51)
smb_tree(one, r"\\10.1.0.25\Documents", 3, session=0x51, tree=5)
handle = smb_create(one, r"plans\budget.xlsx", 4, 1, session=0x51, tree=5)
smb_ask(one, 8, struct.pack("<HBBIQ", 49, 80, 0, 11, 0) + handle + struct.pack("<IIIHH", 0, 0, 0, 0, 0) + b"\0", 5,
        struct.pack("<HBBIII", 17, 80, 0, 11, 0, 0) + b"hello sheet", session=0x51, tree=5)
smb_close(one, handle, 6, session=0x51, tree=5)
one.close()
capture.write()
