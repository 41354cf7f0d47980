from wire import *

capture = Capture()
opt = b"\0" + struct.pack("!HHIH", 41, 1232, 0x8000, 0)
soa = dns_name("ns.example.com") + dns_name("admin.example.com") + struct.pack("!IIIII", 2026030201, 7200, 3600, 1209600, 300)
capture.udp(CLIENT, "10.1.0.53", 50001, 53, dns(7, 0x0120, "missing.example.com", 1, additional=[opt]))
capture.udp("10.1.0.53", CLIENT, 53, 50001, dns(7, 0x8583, "missing.example.com", 1, authorities=[dns_record("example.com", 6, soa)], additional=[opt]))
capture.write()
