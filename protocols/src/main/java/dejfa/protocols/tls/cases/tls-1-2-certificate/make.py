from wire import *

capture = Capture()
one = Tcp(capture, server_port=443, segment_bytes=700)
tls12(one, "www.example.com", [certificate("www.example.com", "Example Issuing CA", ["www.example.com", "example.com"], organisation="Example Ltd"),
                              certificate("Example Issuing CA", "Example Root")])
one.close()
capture.write()
