from wire import *

capture = Capture()
one = Tcp(capture, server_port=3128)
one.up(lines("CONNECT secret.example.com:443 HTTP/1.1\nHost: secret.example.com:443\n") + b"\r\n")
one.down(lines("HTTP/1.1 200 Connection established\n") + b"\r\n")
tls12(one, "secret.example.com", [certificate("secret.example.com", "Example CA")])
one.close()
capture.write()
