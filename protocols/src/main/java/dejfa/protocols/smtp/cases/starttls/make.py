from wire import *

capture = Capture()
one = Tcp(capture, server_port=25)
one.down("220 mx.example.net ESMTP\r\n")
one.up("EHLO pc.example.com\r\n").down("250-mx.example.net\r\n250 STARTTLS\r\n")
one.up("STARTTLS\r\n").down("220 go\r\n")
tls12(one, "mx.example.net", [certificate("mx.example.net", "Example CA")])
one.close()
capture.write()
