from wire import *

SERVICE = bytes.fromhex("045f697070" + "045f746370" + "056c6f63616c00")
capture = Capture()
capture.udp("10.1.0.5", "224.0.0.251", 5353, 5353, bytes.fromhex("00000000000100000000" + "0000") + SERVICE + bytes.fromhex("000c0001"))
capture.udp("10.1.0.9", "224.0.0.251", 5353, 5353, bytes.fromhex("00008400000000010000" + "0001") + SERVICE + bytes.fromhex("000c0001000000780004" + "0170c00c") + bytes.fromhex("c02700108001000000780006" + "02613d02623d"))
capture.write()
