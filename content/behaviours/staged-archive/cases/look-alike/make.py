from wire import *

def fetch(client, port, path):
    one = Tcp(capture, client, "10.1.0.80", port)
    http_get(one, path, host="portal.example.com", answer=b"Rar!\x1a\7\0" + bytes(25000), kind="application/octet-stream")
    one.close()


capture = Capture()
for i in range(4):
    one = Tcp(capture, f"203.0.113.{20 + i}", "10.1.0.80", 50000 + i)
    http_get(one, "/Pages/default.aspx", host="portal.example.com")
    one.close()
    capture.wait(600)
for n in range(4):
    fetch(f"203.0.113.{30 + n}", 51000 + n, "/Downloads/forms.zip")
    fetch(f"203.0.113.{30 + n}", 52000 + n, "/Downloads/forms.zip")
    capture.wait(60)
capture.write("in.pcap.gz")
