from wire import *

def ask(target, ident):
    name = b"\x20" + b"CK" + b"A" * 30 + b"\0"
    capture.udp("10.1.0.80", target, 137, 137, struct.pack("!HHHHHH", ident, 0x0000, 1, 0, 0, 0) + name + struct.pack("!HH", 0x21, 1))


capture = Capture()
for i in range(14):
    ask(f"10.1.0.{100 + i}", i)
capture.write()
