from wire import *

def visit(client, port, answer=600):
    one = Tcp(capture, client, "10.1.0.80", port)
    http_get(one, "/", host="portal.example.com", answer=b"x" * answer)
    one.close()


capture = Capture()
lookup(capture, "10.1.0.80", "10.1.0.53", "updates.example.com", "198.51.100.40")
for port in (51000, 51001):
    one = Tcp(capture, "10.1.0.80", "198.51.100.40", port, 443)
    one.up(b"x" * 100).down(b"y" * 100)
    one.close()
    capture.wait(60)
for i in range(8):
    visit(f"203.0.113.{20 + i}", 50000 + i)
    capture.wait(600)
one = Tcp(capture, "10.1.0.80", "198.51.100.40", 51002, 443)
one.up(b"x" * 100).down(b"y" * 100)
one.close()
capture.write()
