from wire import *

capture = Capture()
for i in range(14):
    answered(capture, "10.1.0.5", "10.1.0.21", 50100 + i, 51000 + i)
    capture.wait(3)
capture.write()
