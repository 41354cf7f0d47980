from wire import *

QUESTION = bytes.fromhex("027773000001" + "0001")
capture = Capture()
capture.udp("10.1.0.5", "224.0.0.252", 54022, 5355, bytes.fromhex("00090000000100000000" + "0000") + QUESTION)
capture.udp("10.1.0.9", "10.1.0.5", 5355, 54022, bytes.fromhex("00098000000100010000" + "0000") + QUESTION + bytes.fromhex("c00c000100010000001e0004") + packed("10.1.0.9"))
capture.udp("10.1.0.5", "224.0.0.252", 54023, 5355, bytes.fromhex("00097800000100000000" + "0000") + QUESTION)
capture.write()
