import base64
from wire import *

capture = Capture()
one = Tcp(capture, server_port=25)
one.down("220 mx.example.net ESMTP\r\n")
for said, answer in (("EHLO pc.example.com", "250-mx.example.net\r\n250 SIZE 1000000"), ("MAIL FROM:<alice@example.com>", "250 ok"),
                     ("RCPT TO:<bob@example.net>", "250 ok"), ("RCPT TO:<carol@example.net>", "250 ok"), ("DATA", "354 go")):
    one.up(said + "\r\n").down(answer + "\r\n")
part = base64.b64encode(b"PK\3\4 not really a package").decode()
one.up(lines(f"""From: Alice <alice@example.com>
To: bob@example.net
Subject: =?UTF-8?B?UGzDpG5l?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="cut"

--cut
Content-Type: text/plain

See http://www.example.com/plans?id=7 please.
--cut
Content-Type: application/zip; name="plans.zip"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="plans.zip"

{part}
--cut--
.""")).down("250 queued\r\n")
one.up("QUIT\r\n").down("221 bye\r\n")
one.close()
capture.write()
