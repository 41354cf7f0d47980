from wire import *

capture = Capture()
for i in range(8):
    reader = Tcp(capture, f"203.0.113.{20 + i}", "10.1.0.80", 50000 + i)
    http_get(reader, "/Pages/default.aspx", host="portal.example.com")
    http_get(reader, f"/Pages/news{i % 3}.aspx", host="portal.example.com")
    reader.close()
    capture.wait(300)
for i in range(9):
    one = Tcp(capture, f"203.0.113.{20 + i % 3}", "10.1.0.80", 51000 + i)
    http_get(one, "/Pages/contact.aspx", host="portal.example.com")
    http_post(one, "/Pages/contact.aspx", b"text=hello+there", host="portal.example.com", answer=b"<html>thanks</html>")
    one.close()
    capture.wait(20)
capture.write()
