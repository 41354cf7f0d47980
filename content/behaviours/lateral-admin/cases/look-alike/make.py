from wire import *

def visit(client, port, answer=600):
    one = Tcp(capture, client, "10.1.0.80", port)
    http_get(one, "/", host="portal.example.com", answer=b"x" * answer)
    one.close()


capture = Capture()
for i in range(8):
    visit(f"203.0.113.{20 + i}", 50000 + i)
    capture.wait(600)
for client, server, port in (("10.1.0.17", "10.1.0.25", 445), ("10.1.0.80", "10.1.0.33", 1433)):
    one = Tcp(capture, client, server, 51000, port)
    one.up(b"x" * 100).down(b"y" * 100)
    one.close()
capture.write()
