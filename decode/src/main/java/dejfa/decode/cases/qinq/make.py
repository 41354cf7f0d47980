from wire import *

vlans = [(0x88A8, 100), (0x8100, 7)]
capture = Capture(wrap=lambda packet: ethernet(packet, vlans))
one = Tcp(capture)
http_get(one, "/seven")
vlans[1] = (0x8100, 8)
two = Tcp(capture, seq=(9000, 9500))
http_get(two, "/eight")
two.close()
vlans[1] = (0x8100, 7)
one.close()
capture.write()
