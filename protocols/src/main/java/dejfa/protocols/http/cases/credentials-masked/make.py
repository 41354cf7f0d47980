import base64
from wire import *

capture = Capture()
one = Tcp(capture)
secret = base64.b64encode(b"alice:S3cret-basic").decode()
one.up(lines(f"GET /login?user=alice&password=S3cret-query HTTP/1.1\nHost: www.example.com\nAuthorization: Basic {secret}\nCookie: session=S3cret-cookie\n") + b"\r\n")
one.down(lines("HTTP/1.1 200 OK\nContent-Length: 2\n") + b"\r\nok")
http_post(one, "/login", b"user=alice&password=S3cret-form")
one.close()
capture.write()
