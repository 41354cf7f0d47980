from wire import *

capture = Capture()
one = Tcp(capture, server_port=21)
one.down("220 ready\r\n")
for said, answer in (("USER alice", "331 password"), ("PASS S3cret-ftp", "230 in"), ("TYPE I", "200 ok"),
                     ("PASV", "227 Entering Passive Mode (198,51,100,20,195,80)"), ("RETR plans/budget.txt", "150 coming")):
    one.up(said + "\r\n").down(answer + "\r\n")
data = Tcp(capture, client_port=49201, server_port=195 * 256 + 80)
data.down("year;sum\r\n2026;12\r\n")
data.close(1)
one.down("226 done\r\n").up("QUIT\r\n").down("221 bye\r\n")
one.close()
capture.write()
