from wire import *

capture = Capture()
for i in range(8):
    reader = Tcp(capture, f"203.0.113.{20 + i}", "10.1.0.80", 50000 + i)
    http_get(reader, "/Pages/default.aspx", host="portal.example.com")
    http_get(reader, f"/Pages/news{i % 3}.aspx", host="portal.example.com")
    reader.close()
    capture.wait(300)
for i in range(6):
    one = Tcp(capture, "198.51.100.66", "10.1.0.80", 51000 + i)
    http_post(one, "/_layouts/15/error2.aspx", b"z=" + b"QUJD" * 20, host="portal.example.com", agent="Mozilla/4.0", answer=b"->|nt authority|<-")
    one.close()
    capture.wait(20)
capture.write()
