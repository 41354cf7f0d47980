from wire import *

def frame(kind, flags, stream, payload=b""):
    return struct.pack("!I", len(payload))[1:] + struct.pack("!BBI", kind, flags, stream) + payload


def block(*pairs):
    return b"".join(b"\0" + sized(1, name.encode()) + sized(1, value.encode()) for name, value in pairs)


def request(method, path, *more):
    return block((":method", method), (":scheme", "http"), (":authority", "dns.example:80"), (":path", path), *more)


capture = Capture()
one = Tcp(capture, server_port=80)
one.up(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0, struct.pack("!HI", 3, 100))
       + frame(1, 5, 1, request("GET", "/page?token=abc", ("user-agent", "curl/8.5.0"), ("cookie", "id=1"))))
one.down(frame(4, 0, 0, struct.pack("!HI", 4, 65535)) + frame(4, 1, 0)
         + frame(1, 4, 1, block((":status", "200"), ("content-type", "text/html"), ("content-encoding", "gzip"))))
body = gzip.compress(b"<html>hello</html>", mtime=0)
one.down(frame(0, 9, 1, bytes([4]) + body + bytes(4)))
asked = dns(0, 0x0100, "www.example.net", 1)
one.up(frame(1, 4, 3, request("POST", "/dns-query", ("content-type", "application/dns-message"))) + frame(0, 1, 3, asked))
answer = dns(0, 0x8180, "www.example.net", 1, [dns_record("www.example.net", 1, packed("192.0.2.7"))])
one.down(frame(1, 4, 3, block((":status", "200"), ("content-type", "application/dns-message"))) + frame(0, 1, 3, answer))
one.up(frame(7, 0, 0, struct.pack("!II", 0, 0)))
one.close()
capture.write()
