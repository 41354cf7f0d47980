import hashlib
from wire import *

capture = Capture()
for i in range(30):
    label = hashlib.sha256(b"part %d" % i).hexdigest()
    name = f"{label[:40]}.{i}.t.example.net"
    capture.udp(CLIENT, "10.1.0.53", 50001 + i, 53, dns(i, 0x0100, name, 16))
    capture.udp("10.1.0.53", CLIENT, 53, 50001 + i, dns(i, 0x8180, name, 16, [dns_record(b"\xc0\x0c", 16, sized(1, b"ok%d" % i))]))
    capture.wait(2)
capture.write()
