from wire import *


def ber(tag, *parts):
    body = b"".join(parts)
    return bytes([tag, len(body)]) + body


def text(value, tag=4):
    return ber(tag, value.encode())


def message(number, operation):
    return ber(0x30, ber(2, bytes([number])), operation)


done = lambda tag, code: ber(tag, ber(10, bytes([code])), text(""), text(""))
capture = Capture()
one = Tcp(capture, server_port=389)
one.up(message(1, ber(0x60, ber(2, b"\3"), text("cn=admin,dc=example"), text("hunter2", 0x80))))
one.down(message(1, done(0x61, 0)))
one.up(message(2, ber(0x63, text("dc=example"), ber(10, b"\2"), ber(10, b"\0"), ber(2, b"\0"), ber(2, b"\0"), ber(1, b"\0"),
                      text("objectClass", 0x87), ber(0x30, text("cn")))))
one.down(message(2, ber(0x64, text("cn=alice,dc=example"), ber(0x30, ber(0x30, text("cn"), ber(0x31, text("alice"))))))
         + message(2, done(0x65, 0)))
one.up(message(3, b"\x42\0"))
one.close()
capture.write()
