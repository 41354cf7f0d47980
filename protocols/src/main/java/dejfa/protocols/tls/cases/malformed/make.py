from wire import *

capture = Capture()
one = Tcp(capture, server_port=443)
good = client_hello([server_name("www.example.com")])
at = good.index(b"www.example.com") - 9
one.up(tls_record(22, good[:at + 2] + b"\xff\xff" + good[at + 4:], 0x0301))
one.down(tls_record(21, b"\2\x32"))
one.close(1)
capture.write()
