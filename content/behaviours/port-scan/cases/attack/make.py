from wire import *

capture = Capture()
for i, port in enumerate((21, 22, 23, 25, 80, 110, 111, 135, 139, 143, 443, 445, 3306, 3389)):
    (answered if port == 80 else refused)(capture, "203.0.113.9", "10.1.0.80", port, 50000 + i)
    capture.wait(3)
capture.write()
