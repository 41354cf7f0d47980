from wire import *

def store(client, name, port):
    one = Tcp(capture, client, "198.51.100.66", port, 21)
    one.down("220 ready\r\n")
    for said, answer in (("USER backup", "331 password"), ("PASS S3cret-ftp", "230 in"),
                         ("PASV", f"227 Entering Passive Mode (198,51,100,66,195,{port % 256})"), (f"STOR {name}", "150 go")):
        one.up(said + "\r\n").down(answer + "\r\n")
    data = Tcp(capture, client, "198.51.100.66", port + 1000, 195 * 256 + port % 256)
    data.up(b"Rar!\x1a\7\0" + bytes(2000))
    data.close()
    one.down("226 stored\r\n")
    one.close()


capture = Capture()
lookup(capture, CLIENT, "10.1.0.53", "www.example.com", "203.0.113.7")
visitor = Tcp(capture, "203.0.113.20", "10.1.0.80", 50100)
http_get(visitor, "/", host="portal.example.com")
visitor.close()
capture.wait(900)
store("10.1.0.80", "d.rar", 50000)
capture.write()
