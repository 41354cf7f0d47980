from wire import *

capture = Capture()
one = Tcp(capture, server_port=443)
key = struct.pack("!H", 29) + sized(2, bytes(32))
one.up(tls_record(22, client_hello([server_name("www.example.com"), tls_extension(43, sized(1, b"\3\4\3\3")), tls_extension(51, sized(2, key)),
                                   tls_extension(16, sized(2, sized(1, b"h2") + sized(1, b"http/1.1"))), tls_extension(13, sized(2, b"\4\3\4\1"))]), 0x0301))
one.down(tls_record(22, server_hello([tls_extension(43, b"\3\4"), tls_extension(51, key)], 0x1301)) + tls_record(20, b"\1") + tls_record(23, bytes(300)))
one.up(tls_record(20, b"\1") + tls_record(23, bytes(60)))
one.close()
capture.write()
