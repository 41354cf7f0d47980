import base64
from wire import *

capture = Capture()
for port, talk in ((49201, (("AUTH LOGIN", "334 VXNlcm5hbWU6"), ("alice-login", "334 UGFzc3dvcmQ6"), ("S3cret-login", "235 in"))),
                   (49202, (("AUTH PLAIN " + base64.b64encode(b"\0alice\0S3cret-plain").decode(), "235 in"),))):
    one = Tcp(capture, client_port=port, server_port=587)
    one.down("220 mx.example.net ESMTP\r\n").up("EHLO pc.example.com\r\n").down("250-mx.example.net\r\n250 AUTH LOGIN PLAIN\r\n")
    for said, answer in talk:
        said = said if said.startswith("AUTH") else base64.b64encode(said.encode()).decode()
        one.up(said + "\r\n").down(answer + "\r\n")
    one.up("MAIL FROM:<alice@example.com>\r\n").down("250 ok\r\n").up("QUIT\r\n").down("221 bye\r\n")
    one.close()
capture.write()
