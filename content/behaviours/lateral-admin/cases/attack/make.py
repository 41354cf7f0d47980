from wire import *

def visit(client, port, answer=600):
    one = Tcp(capture, client, "10.1.0.80", port)
    http_get(one, "/", host="portal.example.com", answer=b"x" * answer)
    one.close()


capture = Capture()
for i in range(8):
    visit(f"203.0.113.{20 + i}", 50000 + i)
    capture.wait(600)
one = Tcp(capture, "10.1.0.80", "10.1.0.25", 51000, 445)
one.up(b"x" * 100).down(b"y" * 100)
one.close()
capture.write()
