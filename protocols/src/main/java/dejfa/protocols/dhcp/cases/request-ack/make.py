from wire import *


def message(operation, options):
    head = bytes([operation, 1, 6, 0]) + bytes.fromhex("0000002a") + bytes(4)
    return head + packed("10.1.0.5") + packed("10.1.0.5") + packed("10.1.0.1") + bytes(4) + bytes.fromhex("020000000001") + bytes(10 + 192) + bytes.fromhex("63825363" + options)


capture = Capture()
capture.udp("10.1.0.5", "10.1.0.1", 68, 67, message(1, "3501033704010306" + "0f" + "0c036e61733d0701020000000001ff"))
capture.udp("10.1.0.1", "10.1.0.5", 67, 68, message(2, "3501050104ffff000003040a01000106040a010035330400000e103a04000006913b0400000bd7ff"))
capture.udp("10.1.0.5", "10.1.0.1", 68, 67, message(1, "35010133ff"))
capture.write()
