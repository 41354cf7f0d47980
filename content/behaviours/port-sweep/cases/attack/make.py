from wire import *

capture = Capture()
for i in range(18):
    if i == 7:
        answered(capture, "203.0.113.9", f"10.1.0.{100 + i}", 445, 50000 + i)
    else:
        refused(capture, "203.0.113.9", f"10.1.0.{100 + i}", 445, 50000 + i, answer=i % 2 == 0)
    capture.wait(3)
capture.write()
