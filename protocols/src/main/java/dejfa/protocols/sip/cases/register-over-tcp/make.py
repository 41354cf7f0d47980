from wire import *

capture = Capture()
one = Tcp(capture, server_port=5060, segment_bytes=90)
one.up("REGISTER sip:example.org SIP/2.0\r\nVia: SIP/2.0/TCP 10.1.0.5\r\nFrom: <sip:alice@example.org>\r\nTo: <sip:alice@example.org>\r\nContent-Length: 0\r\n\r\n")
one.down("SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP 10.1.0.5\r\nContent-Length: 0\r\n\r\n")
one.close()
capture.write()
