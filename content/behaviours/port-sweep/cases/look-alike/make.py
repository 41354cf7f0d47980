from wire import *

capture = Capture()
for i in range(18):
    (refused if i in (3, 4) else answered)(capture, "203.0.113.9", f"10.1.0.{100 + i}", 80, 50000 + i)
    capture.wait(3)
capture.write()
