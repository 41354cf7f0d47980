from wire import *

capture = Capture()
for i in range(32):
    refused(capture, "203.0.113.9", f"10.1.0.{80 + i % 4}", (22, 23, 445, 1433, 3306, 3389, 5900, 8080)[i // 4], 50000 + i, answer=False)
    capture.wait(150)
capture.write()
