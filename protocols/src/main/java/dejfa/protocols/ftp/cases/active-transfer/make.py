from wire import *

capture = Capture()
one = Tcp(capture, server_port=21)
one.down("220 ready\r\n")
for said, answer in (("USER anonymous", "331 mail"), ("PASS guest@example.com", "230 in"),
                     ("PORT 10,1,0,5,192,60", "200 ok"), ("STOR notes.txt", "150 go")):
    one.up(said + "\r\n").down(answer + "\r\n")
data = Tcp(capture, SERVER, CLIENT, client_port=20, server_port=192 * 256 + 60)
data.down("notes for the archive\n")
data.close(1)
one.down("226 stored\r\n")
one.close()
capture.write()
