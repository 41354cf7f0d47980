from wire import *


def message(number, *pdu, unit=10, protocol=0, length=None):
    body = bytes([unit]) + b"".join(pdu)
    return struct.pack("!HHH", number, protocol, len(body) if length is None else length) + body


def ask(*pdu, **more):
    global number
    number += 1
    one.up(message(number, *pdu, **more))


number = 0
capture = Capture()
one = Tcp(capture, server_port=502)
one.up(message(100, struct.pack("!BHH", 3, 0, 2)))
# two registers asked for, one told
one.down(message(100, b"\3\2\0\1"))
# nobody asked
one.down(message(99, b"\1\1\xff"))
ask(struct.pack("!BHH", 3, 0, 126))
ask(struct.pack("!BHB", 3, 0, 0))
ask(struct.pack("!BHH", 3, 0, 1), protocol=7)
ask(b"\x80")
ask(struct.pack("!BHH", 4, 0, 1), unit=249)
ask(struct.pack("!BHH", 5, 0, 0x1234))
ask(struct.pack("!BHHB", 15, 0, 8, 2) + b"\xff\xff")
# an exception that there is not
one.up(message(101, struct.pack("!BHH", 1, 0, 8)))
one.down(message(101, b"\x81\x09"))
# a length that no message has: passed over, and the next is read again
one.up(message(102, b"\3" + bytes(2998)))
ask(struct.pack("!BHH", 3, 0, 1))
# a length that counts less than a function
one.up(message(103))
# cut off by the end
one.up(message(104, struct.pack("!BH", 3, 0), length=6))
one.close()
capture.write()
