from wire import *

capture = Capture()
question = dns(9, 0x0100, "www.example.com", 1)
capture.udp(CLIENT, "10.1.0.53", 50001, 53, question)
here = len(question)
loop = struct.pack("!H", 0xC000 | here)
capture.udp("10.1.0.53", CLIENT, 53, 50001, dns(9, 0x8180, "www.example.com", 1, [dns_record(loop, 1, packed("203.0.113.7"))]))
capture.udp(CLIENT, "10.1.0.53", 50002, 53, dns(10, 0x0100, "www.example.com", 1))
capture.udp("10.1.0.53", CLIENT, 53, 50002, dns(10, 0x8180, "www.example.com", 1, [dns_record(b"\xff\xff", 1, packed("203.0.113.7"))]))
capture.write()
