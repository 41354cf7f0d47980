from wire import *

def talk(station, port):
    one = Tcp(capture, station, "10.2.0.10", port, 502)
    one.up(struct.pack("!HHHBBHH", 1, 0, 6, 1, 3, 0, 2)).down(struct.pack("!HHHBBBHH", 1, 0, 7, 1, 3, 4, 7, 9))
    one.close()


capture = Capture()
for i in range(8):
    talk("10.2.0.5", 50000 + i)
    capture.wait(600)
talk("10.2.0.99", 51000)
capture.write()
