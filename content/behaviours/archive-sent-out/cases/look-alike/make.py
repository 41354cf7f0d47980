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
for n in range(3):
    client = f"10.1.0.{5 + n}"
    lookup(capture, client, "10.1.0.53", "backup.example.com", "198.51.100.66", ident=n + 1)
    store(client, f"nightly{n}.zip", 50000 + n)
capture.write()
