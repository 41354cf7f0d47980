from wire import *

def message(command, body, number, tree=0, session=0, status=0, answer=False):
    head = b"\xfeSMB" + struct.pack("<HHIHHIIQIIQ", 64, 1, status, command, 1, 1 if answer else 0, 0, number, 0xFEFF, tree, session) + bytes(16)
    return sized(4, head + body)


def ask(one, command, body, number, reply, **more):
    status = more.pop("status", 0)
    one.up(message(command, body, number, **more))
    one.down(message(command, reply, number, status=status, answer=True, **more))


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
ask(one, 0, struct.pack("<HHHHI", 36, 2, 1, 0, 0) + bytes(16) + bytes(8) + struct.pack("<HH", 0x0202, 0x0210), 0,
    struct.pack("<HHHH", 65, 1, 0x0210, 0) + bytes(16) + struct.pack("<IIIIQQHHI", 0, 65536, 65536, 65536, 0, 0, 128, 0, 0))
ask(one, 1, setup(ntlm(1, struct.pack("<I", 0xA2088207) + bytes(16))), 1,
    set_up(ntlm(2, struct.pack("<HHII", 0, 0, 48, 0xA2898205) + b"\x11" * 8 + bytes(16))), status=0xC0000016, session=0x51)
parts = [bytes(24), bytes(range(24)), wide("OFFICE"), wide("alice"), wide("PC017"), b""]
at, fields = 64, b""
for part in parts:
    fields += struct.pack("<HHI", len(part), len(part), at)
    at += len(part)
ask(one, 1, setup(ntlm(3, fields + struct.pack("<I", 0xA2888205) + b"".join(parts))), 2, set_up(b""), session=0x51)
share = wide("\\\\10.1.0.25\\Documents")
ask(one, 3, struct.pack("<HHHH", 9, 0, 72, len(share)) + share, 3, struct.pack("<HBBIII", 16, 1, 0, 0, 0, 0x1F01FF), session=0x51, tree=5)
name = wide("plans\\budget.xlsx")
create = struct.pack("<HBBIQQIIIIIHHII", 57, 0, 0, 2, 0, 0, 0x120089, 0, 7, 1, 0, 120, len(name), 0, 0) + name
created = struct.pack("<HBBI", 89, 0, 0, 1) + bytes(32) + struct.pack("<QQII", 4096, 11, 0x20, 0) + b"\7" * 16 + struct.pack("<II", 0, 0)
ask(one, 5, create, 4, created, session=0x51, tree=5)
ask(one, 8, struct.pack("<HBBIQ", 49, 80, 0, 11, 0) + b"\7" * 16 + struct.pack("<IIIHH", 0, 0, 0, 0, 0) + b"\0", 5,
    struct.pack("<HBBIII", 17, 80, 0, 11, 0, 0) + b"hello sheet", session=0x51, tree=5)
ask(one, 6, struct.pack("<HHI", 24, 0, 0) + b"\7" * 16, 6, struct.pack("<HHI", 60, 0, 0) + bytes(52), session=0x51, tree=5)
one.close()
capture.write()
