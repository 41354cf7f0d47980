from wire import *

capture = Capture()
datagram = udp(CLIENT, SERVER, 50001, 33434, b"probe")
capture.packet(CLIENT, SERVER, 17, datagram)
body = struct.pack("!BBHI", 3, 3, 0, 0) + ip(CLIENT, SERVER, 17, datagram)
capture.packet(SERVER, CLIENT, 1, body[:2] + struct.pack("!H", checksum(body)) + body[4:])
capture.write()
