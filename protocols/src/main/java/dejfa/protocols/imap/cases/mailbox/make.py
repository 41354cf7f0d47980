import base64
from wire import *

capture = Capture()
one = Tcp(capture, server_port=143)
one.down("* OK [CAPABILITY IMAP4rev1 LITERAL+ IDLE] ready\r\n")
one.up("a1 LOGIN alice \"open sesame\"\r\n").down("a1 OK logged in\r\n")
one.up("a2 LOGIN {5}\r\n").down("+ go on\r\n").up("alice {6}\r\n").down("+ go on\r\n")
one.up("sesame\r\n").down("a2 BAD already\r\n")
one.up("a3 SELECT INBOX\r\n").down("* 2 EXISTS\r\n* FLAGS (\\Seen)\r\na3 OK [READ-WRITE] done\r\n")
part = base64.b64encode(b"PK\3\4 not really a package").decode()
mail = lines(f"""From: Alice <alice@example.com>
To: bob@example.net
Subject: very long
  value
Content-Type: multipart/mixed; boundary="cut"

--cut
Content-Type: text/plain

This is confidential.
--cut
Content-Type: application/zip; name="plans.zip"
Content-Transfer-Encoding: base64

{part}
--cut--""")
size = len(mail)
one.up("a4 FETCH 1 (FLAGS BODY[])\r\n")
one.down(f"* 1 FETCH (FLAGS (\\Seen) BODY[] {{{size}}}\r\n").down(mail).down(")\r\na4 OK\r\n")
one.up(f"a5 APPEND Drafts (\\Draft) {{{size}+}}\r\n").up(mail).up("\r\n").down("a5 OK\r\n")
one.up("a6 IDLE\r\n").down("+ idling\r\n* 3 EXISTS\r\n").up("DONE\r\n").down("a6 OK\r\n")
one.down("zz OK who asked?\r\n")
one.up("a7 LOGOUT\r\n").down("* BYE\r\na7 OK\r\n")
one.close()
capture.write()
