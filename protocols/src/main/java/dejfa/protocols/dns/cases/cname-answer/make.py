from wire import *

capture = Capture()
alias = dns_record(b"\xc0\x0c", 5, dns_name("edge.example.net"))
addresses = [dns_record("edge.example.net", 1, packed(one), ttl=60) for one in ("203.0.113.7", "203.0.113.8")]
capture.udp(CLIENT, "10.1.0.53", 50001, 53, dns(0x1234, 0x0100, "www.example.com", 1))
capture.udp("10.1.0.53", CLIENT, 53, 50001, dns(0x1234, 0x8180, "www.example.com", 1, [alias, *addresses]))
capture.write()
