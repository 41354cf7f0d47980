from wire import *


def message(number, unit, *pdu):
    body = bytes([unit]) + b"".join(pdu)
    return struct.pack("!HHH", number, 0, len(body)) + body


def ask(number, pdu, reply, unit=10):
    one.up(message(number, unit, pdu))
    one.down(message(number, unit, reply))


capture = Capture()
one = Tcp(capture, server_port=502)
# ten holding registers from address 100, answered; 8 coils from 16
ask(1, struct.pack("!BHH", 3, 100, 10), bytes([3, 20]) + bytes(range(20)))
ask(2, struct.pack("!BHH", 1, 16, 8), b"\1\1\xa5")
# two questions before the answers, which come in the other order
one.up(message(3, 10, struct.pack("!BHH", 4, 8, 1)) + message(4, 11, struct.pack("!BHH", 2, 0, 3)))
one.down(message(4, 11, b"\2\1\5") + message(3, 10, b"\4\2\0\x0a"))
# a coil on, a register, ten coils, two registers
ask(5, struct.pack("!BHH", 5, 172, 0xFF00), struct.pack("!BHH", 5, 172, 0xFF00))
ask(6, struct.pack("!BHH", 6, 1, 3), struct.pack("!BHH", 6, 1, 3))
ask(7, struct.pack("!BHHB", 15, 19, 10, 2) + b"\xcd\1", struct.pack("!BHH", 15, 19, 10))
ask(8, struct.pack("!BHHBHH", 16, 14, 2, 4, 0x1234, 0x5678), struct.pack("!BHH", 16, 14, 2))
# masks, then reading and writing in one
ask(9, struct.pack("!BHHH", 22, 4, 0xF2, 0x25), struct.pack("!BHHH", 22, 4, 0xF2, 0x25))
ask(10, struct.pack("!BHHHHBHHH", 23, 3, 6, 14, 3, 6, 255, 255, 255), bytes([23, 12]) + bytes(12))
# a return of query data, what the device is called
ask(11, struct.pack("!BHH", 8, 0, 0xA537), struct.pack("!BHH", 8, 0, 0xA537))
ask(12, b"\x2b\x0e\1\0", b"\x2b\x0e\1\1\0\0\1" + b"\0" + sized(1, b"Example Works"))
# an address that there is not
ask(13, struct.pack("!BHH", 3, 0xFFF0, 4), b"\x83\2")
one.close()
capture.write()
