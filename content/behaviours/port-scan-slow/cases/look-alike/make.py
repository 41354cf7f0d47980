from wire import *

capture = Capture()
for i in range(32):
    refused(capture, "10.1.0.5", "10.1.0.200", 9100, 50000 + i, answer=False)
    capture.wait(150)
capture.write()
