import hashlib
from wire import *

capture = Capture()
for i in range(30):
    name = hashlib.md5(b"file %d" % i).hexdigest() + ".avqs.example.net"
    capture.udp(CLIENT, "10.1.0.53", 50001 + i, 53, dns(i, 0x0100, name, 1))
    capture.udp("10.1.0.53", CLIENT, 53, 50001 + i, dns(i, 0x8180, name, 1, [dns_record(b"\xc0\x0c", 1, packed("192.0.2.1"))]))
    capture.wait(2)
capture.write()
