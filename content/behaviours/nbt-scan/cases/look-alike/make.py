from wire import *

def ask(target, ident):
    name = b"\x20" + b"CK" + b"A" * 30 + b"\0"
    capture.udp("10.1.0.80", target, 137, 137, struct.pack("!HHHHHH", ident, 0x0110, 1, 0, 0, 0) + name + struct.pack("!HH", 0x21, 1))


capture = Capture()
for i in range(20):
    ask("10.1.0.255", i)
    ask("10.1.0.42", 100 + i)
capture.write()
