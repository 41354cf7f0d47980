from wire import *


def ber(tag, *parts):
    body = b"".join(parts)
    head = bytes([tag, len(body)]) if len(body) < 128 else bytes([tag, 0x82]) + struct.pack("!H", len(body))
    return head + body


def field(number, *parts):
    return ber(0xA0 + number, *parts)


def number(value):
    return ber(2, bytes([value]))


def name(*parts):
    return ber(0x30, field(0, number(1)), field(1, ber(0x30, *[ber(0x1B, one.encode()) for one in parts])))


realm = ber(0x1B, b"EXAMPLE.ORG")
sealed = lambda kind: ber(0x30, field(0, number(kind)), field(2, ber(4, bytes(16))))
ask = ber(0x6C, ber(0x30, field(1, number(5)), field(2, number(12)),
                    field(4, ber(0x30, field(2, realm), field(3, name("http", "www")), field(8, ber(0x30, number(23)))))))
ticket = ber(0x61, ber(0x30, field(0, number(5)), field(1, realm), field(2, name("http", "www")), field(3, sealed(23))))
answer = ber(0x6D, ber(0x30, field(0, number(5)), field(1, number(13)), field(3, realm), field(4, name("alice")),
                       field(5, ticket), field(6, sealed(18))))
capture = Capture()
capture.udp(CLIENT, SERVER, 50088, 88, ask)
capture.udp(SERVER, CLIENT, 88, 50088, answer)
capture.write()
