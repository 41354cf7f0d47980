from wire import *


def opaque(data):
    return struct.pack("!I", len(data)) + data + b"\0" * (-len(data) % 4)


def numbers(*values):
    return struct.pack("!%dI" % len(values), *values)


def record(message):
    return struct.pack("!I", 0x80000000 | len(message)) + message


def call(xid, procedure, arguments):
    unix = numbers(7) + opaque(b"build-host") + numbers(1000, 100, 0)
    return record(numbers(xid, 0, 2, 100003, 3, procedure, 1) + opaque(unix) + numbers(0, 0) + arguments)


def reply(xid, results):
    return record(numbers(xid, 1, 0, 0, 0, 0) + results)


ROOT, FILE = b"\1" * 16, b"\2" * 16
DATA = b"".join(b"%06d the quick brown fox\n" % i for i in range(400))
capture = Capture()
one = Tcp(capture, CLIENT, "10.1.0.25", client_port=870, server_port=2049)
one.up(call(1, 0, b""))
one.down(reply(1, b""))
one.up(call(2, 3, opaque(ROOT) + opaque(b"fox.txt")))
one.down(reply(2, numbers(2, 0)))
one.up(call(3, 8, opaque(ROOT) + opaque(b"fox.txt") + numbers(0, 0, 0, 0, 0, 0, 0)))
one.down(reply(3, numbers(0, 1) + opaque(FILE) + numbers(0, 0, 0)))
one.up(call(4, 7, opaque(FILE) + numbers(0, 0, len(DATA), 0) + opaque(DATA)))
one.down(reply(4, numbers(0, 0, 0, len(DATA), 0, 0, 0)))
one.up(call(5, 21, opaque(FILE) + numbers(0, 0, 0)))
one.down(reply(5, numbers(0, 0, 0, 0, 0)))
one.up(call(6, 6, opaque(FILE) + numbers(0, 0, 65536)))
one.down(reply(6, numbers(0, 0, len(DATA), 1) + opaque(DATA)))
one.up(call(7, 14, opaque(ROOT) + opaque(b"fox.txt") + opaque(ROOT) + opaque(b"fox.old")))
one.down(reply(7, numbers(0, 0, 0, 0, 0)))
one.close()
capture.write()
