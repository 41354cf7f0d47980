"""Frames, sessions and captures for the scripts of case folders. Plain Python, no clock, no chance: same bytes each time.

Addresses are those for documentation (RFC 5737, RFC 3849) and for private use (RFC 1918). Times start on 2 March 2026.
"""
import gzip
import ipaddress
import struct

START_US = 1_772_438_400_000_000  # 2026-03-02T08:00:00Z
CLIENT, SERVER = "10.1.0.5", "198.51.100.20"
FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16


def packed(address):
    return ipaddress.ip_address(address).packed


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def ip(source, destination, protocol, payload, ident=1, ttl=64, fragment=0, more=False, options=b"", next_headers=b""):
    """One IPv4 or IPv6 packet. fragment: offset in bytes (IPv4); next_headers: IPv6 extension headers, chained by the caller."""
    a, b = packed(source), packed(destination)
    if len(a) == 16:
        return struct.pack("!IHBB", 6 << 28, len(payload) + len(next_headers), protocol, ttl) + a + b + next_headers + payload
    head = struct.pack("!BBHHHBBH", 0x45 + len(options) // 4, 0, 20 + len(options) + len(payload), ident,
                       fragment // 8 | (0x2000 if more else 0), ttl, protocol, 0) + a + b + options
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + payload


def transport(source, destination, protocol, segment, at):
    """Fills the checksum of a TCP, UDP or ICMPv6 segment in; it stands at byte `at`."""
    a, b = packed(source), packed(destination)
    pseudo = a + b + (struct.pack("!IHBB", len(segment), 0, 0, protocol) if len(a) == 16 else struct.pack("!BBH", 0, protocol, len(segment)))
    return segment[:at] + struct.pack("!H", checksum(pseudo + segment) or 0xFFFF) + segment[at + 2:]


def udp(source, destination, source_port, destination_port, payload):
    segment = struct.pack("!HHHH", source_port, destination_port, 8 + len(payload), 0) + payload
    return transport(source, destination, 17, segment, 6)


def tcp(source, destination, source_port, destination_port, seq, ack, flags, payload=b"", options=b"", window=64240):
    options += b"\1" * (-len(options) % 4)
    segment = struct.pack("!HHIIBBHHH", source_port, destination_port, seq % 2**32, ack % 2**32, (20 + len(options)) << 2,
                          flags, window, 0, 0) + options + payload
    return transport(source, destination, 6, segment, 16)


def mac(address):
    return b"\x02\x00" + (b"\0\0\0\0" + packed(address))[-4:]


def ethernet(packet, vlans=(), source=CLIENT, destination=SERVER, kind=None):
    """vlans: (EtherType, id) outermost first."""
    head = mac(destination) + mac(source)
    for tag, number in vlans:
        head += struct.pack("!HH", tag, number)
    return head + struct.pack("!H", kind or (0x86DD if packet[0] >> 4 == 6 else 0x0800)) + packet


class Capture:
    """Frames in order of time. `wrap` turns an IP packet into the bytes on the wire: tunnels and VLANs hook in there."""

    def __init__(self, wrap=None):
        self.frames = []
        self.now_us = START_US
        self.ident = 0
        self.wrap = wrap or ethernet

    def wait(self, seconds):
        self.now_us += round(seconds * 1_000_000)

    def frame(self, frame, after=0.001):
        self.frames.append((self.now_us, frame))
        self.wait(after)

    def packet(self, source, destination, protocol, payload, after=0.001, **more):
        self.ident += 1
        packet = ip(source, destination, protocol, payload, ident=self.ident % 65536, **more)
        self.frame(self.wrap(packet) if self.wrap is not ethernet else ethernet(packet, (), source, destination), after)

    def udp(self, source, destination, source_port, destination_port, payload, after=0.001):
        self.packet(source, destination, 17, udp(source, destination, source_port, destination_port, payload), after)

    def write(self, name="in.pcap"):
        parts = [struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1)]
        for time_us, frame in sorted(self.frames, key=lambda one: one[0]):
            parts += [struct.pack("<IIII", time_us // 1_000_000, time_us % 1_000_000, len(frame), len(frame)), frame]
        data = b"".join(parts)
        with open(name, "wb") as out:
            out.write(gzip.compress(data, 9, mtime=0) if name.endswith(".gz") else data)


class Tcp:
    """One connection whose ends acknowledge what they get. segment_bytes: the most a segment carries."""

    def __init__(self, capture, client=CLIENT, server=SERVER, client_port=49200, server_port=80, seq=(1000, 5000),
                 segment_bytes=1400, handshake=True):
        self.capture = capture
        self.ends = ((client, client_port), (server, server_port))
        self.seq = list(seq)
        self.segment_bytes = segment_bytes
        if handshake:
            self.open()

    def send(self, side, flags, payload=b"", seq=None, options=b"", after=0.001):
        """One segment as told; moves nothing on. side: 0 client, 1 server. seq: relative to the next expected byte."""
        (a, a_port), (b, b_port) = self.ends[side], self.ends[1 - side]
        at = self.seq[side] + (seq or 0)
        acked = self.seq[1 - side] if flags & ACK else 0
        self.capture.packet(a, b, 6, tcp(a, b, a_port, b_port, at, acked, flags, payload, options), after)

    def open(self):
        mss = b"\2\4\5\xb4"
        self.send(0, SYN, options=mss)
        self.seq[0] += 1
        self.send(1, SYN | ACK, options=mss)
        self.seq[1] += 1
        self.send(0, ACK)
        return self

    def say(self, side, data):
        for at in range(0, len(data), self.segment_bytes):
            part = data[at:at + self.segment_bytes]
            self.send(side, ACK | PSH, part)
            self.seq[side] += len(part)
        self.send(1 - side, ACK)
        return self

    def up(self, data):
        return self.say(0, data.encode() if isinstance(data, str) else data)

    def down(self, data):
        return self.say(1, data.encode() if isinstance(data, str) else data)

    def close(self, side=0):
        for one in (side, 1 - side):
            self.send(one, FIN | ACK)
            self.seq[one] += 1
        self.send(side, ACK)

    def reset(self, side=0):
        self.send(side, RST | ACK)


def lines(text):
    """Text with the line ends of the Internet protocols."""
    return text.strip("\n").replace("\n", "\r\n").encode() + b"\r\n"


# DNS (RFC 1035)
def dns_name(name):
    return b"".join(bytes([len(label)]) + label.encode() for label in name.split(".") if label) + b"\0"


def dns_record(name, kind, data, ttl=300, of_class=1):
    return (name if isinstance(name, bytes) else dns_name(name)) + struct.pack("!HHIH", kind, of_class, ttl, len(data)) + data


def dns(ident, flags, question, kind, answers=(), authorities=(), additional=()):
    head = struct.pack("!HHHHHH", ident, flags, 1, len(answers), len(authorities), len(additional))
    name = question if isinstance(question, bytes) else dns_name(question)
    return head + name + struct.pack("!HH", kind, 1) + b"".join((*answers, *authorities, *additional))


def lookup(capture, client, resolver, name, address, ident=1, port=50001):
    """An A question and its answer."""
    capture.udp(client, resolver, port, 53, dns(ident, 0x0100, name, 1))
    capture.udp(resolver, client, 53, port, dns(ident, 0x8180, name, 1, [dns_record(b"\xc0\x0c", 1, packed(address))]))


# TLS (RFC 5246, RFC 8446)
def sized(count, data):
    """data after its length in `count` bytes"""
    return len(data).to_bytes(count, "big") + data


def tls_record(kind, data, version=0x0303):
    return struct.pack("!BHH", kind, version, len(data)) + data


def tls_handshake(kind, data):
    return bytes([kind]) + sized(3, data)


def tls_extension(kind, data):
    return struct.pack("!H", kind) + sized(2, data)


def server_name(name):
    return tls_extension(0, sized(2, b"\0" + sized(2, name.encode())))


def client_hello(extensions, suites=(0x1301, 0xC02F, 0x009C), version=0x0303):
    body = struct.pack("!H", version) + bytes(range(32)) + sized(1, b"") + sized(2, struct.pack("!%dH" % len(suites), *suites))
    return tls_handshake(1, body + sized(1, b"\0") + sized(2, b"".join(extensions)))


def server_hello(extensions, suite=0xC02F, version=0x0303):
    body = struct.pack("!H", version) + bytes(range(32, 64)) + sized(1, b"") + struct.pack("!HB", suite, 0)
    return tls_handshake(2, body + (sized(2, b"".join(extensions)) if extensions else b""))


# X.509 (ITU-T X.690): enough of a certificate for a parser; the signature signs nothing
def der(tag, data):
    size = len(data)
    length = bytes([size]) if size < 128 else bytes([0x80 + (size.bit_length() + 7) // 8]) + size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag]) + length + data


def der_name(common, organisation=None):
    parts = [(b"\x55\x04\x0a", organisation)] if organisation else []
    parts.append((b"\x55\x04\x03", common))
    return der(0x30, b"".join(der(0x31, der(0x30, der(6, oid) + der(12, text.encode()))) for oid, text in parts))


def certificate(subject, issuer, names=(), serial=0x1234, organisation=None):
    sha256_rsa = der(0x30, bytes.fromhex("06092a864886f70d01010b0500"))
    key = der(0x30, der(0x30, bytes.fromhex("06092a864886f70d0101010500")) + der(3, b"\0" + der(0x30, der(2, b"\0\xc5" + bytes(range(1, 128))) + der(2, b"\1\0\1"))))
    validity = der(0x30, der(23, b"260101000000Z") + der(23, b"270101000000Z"))
    alternative = der(0xA3, der(0x30, der(0x30, der(6, b"\x55\x1d\x11") + der(4, der(0x30, b"".join(der(0x82, name.encode()) for name in names)))))) if names else b""
    signed = der(0x30, der(0xA0, b"\2\1\2") + der(2, serial.to_bytes(4, "big")) + sha256_rsa + der_name(issuer) + validity
                 + der_name(subject, organisation) + key + alternative)
    return der(0x30, signed + sha256_rsa + der(3, b"\0" + bytes(64)))


def tls12(connection, name, certificates, agreed=(0x1301, 0xC02F, 0x009C)):
    """A TLS 1.2 handshake with visible certificates, then one record of application data each way."""
    extensions = [server_name(name)] if name else []
    extensions += [tls_extension(10, sized(2, struct.pack("!HH", 29, 23))), tls_extension(11, sized(1, b"\0")), tls_extension(13, sized(2, b"\4\3\4\1"))]
    connection.up(tls_record(22, client_hello(extensions, agreed), 0x0301))
    chain = tls_handshake(11, sized(3, b"".join(sized(3, one) for one in certificates)))
    connection.down(tls_record(22, server_hello([tls_extension(0xFF01, b"\0")]) + chain + tls_handshake(14, b"")))
    connection.up(tls_record(22, tls_handshake(16, sized(1, bytes(65)))) + tls_record(20, b"\1") + tls_record(22, bytes(40)))
    connection.down(tls_record(20, b"\1") + tls_record(22, bytes(40)))
    connection.up(tls_record(23, bytes(80)))
    connection.down(tls_record(23, bytes(120)))


def http_get(connection, path="/", host="www.example.com", agent="Mozilla/5.0", answer=b"<html>ok</html>", status="200 OK", kind="text/html"):
    connection.up(lines(f"GET {path} HTTP/1.1\nHost: {host}\nUser-Agent: {agent}\n") + b"\r\n")
    connection.down(lines(f"HTTP/1.1 {status}\nContent-Type: {kind}\nContent-Length: {len(answer)}\n") + b"\r\n" + answer)


def http_post(connection, path, body, host="www.example.com", agent="Mozilla/5.0", answer=b"ok", kind="application/x-www-form-urlencoded"):
    connection.up(lines(f"POST {path} HTTP/1.1\nHost: {host}\nUser-Agent: {agent}\nContent-Type: {kind}\nContent-Length: {len(body)}\n") + b"\r\n" + body)
    connection.down(lines(f"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: {len(answer)}\n") + b"\r\n" + answer)


# SMB 2 (MS-SMB2)
def smb_message(command, body, number, tree=0, session=0, status=0, answer=False):
    head = b"\xfeSMB" + struct.pack("<HHIHHIIQIIQ", 64, 1, status, command, 1, 1 if answer else 0, 0, number, 0xFEFF, tree, session) + bytes(16)
    return sized(4, head + body)


def smb_ask(one, command, body, number, reply, status=0, **more):
    """A request and its answer."""
    one.up(smb_message(command, body, number, **more))
    one.down(smb_message(command, reply, number, status=status, answer=True, **more))


def smb_negotiate(one):
    smb_ask(one, 0, struct.pack("<HHHHI", 36, 2, 1, 0, 0) + bytes(16) + bytes(8) + struct.pack("<HH", 0x0202, 0x0210), 0,
            struct.pack("<HHHH", 65, 1, 0x0210, 0) + bytes(16) + struct.pack("<IIIIQQHHI", 0, 65536, 65536, 65536, 0, 0, 128, 0, 0))


def smb_tree(one, share, number, **more):
    path = share.encode("utf-16-le")
    smb_ask(one, 3, struct.pack("<HHHH", 9, 0, 72, len(path)) + path, number, struct.pack("<HBBIII", 16, 1, 0, 0, 0, 0x1F01FF), **more)


def smb_create(one, name, number, disposition, **more):
    """disposition: 1 opens, 2 creates, 5 overwrites or creates"""
    path = name.encode("utf-16-le")
    ask = struct.pack("<HBBIQQIIIIIHHII", 57, 0, 0, 2, 0, 0, 0x120089, 0, 7, disposition, 0, 120, len(path), 0, 0) + path
    handle = struct.pack("<Q", number) * 2
    smb_ask(one, 5, ask, number, struct.pack("<HBBI", 89, 0, 0, 1) + bytes(32) + struct.pack("<QQII", 4096, 11, 0x20, 0) + handle + struct.pack("<II", 0, 0), **more)
    return handle


def smb_close(one, handle, number, **more):
    smb_ask(one, 6, struct.pack("<HHI", 24, 0, 0) + handle, number, struct.pack("<HHI", 60, 0, 0) + bytes(52), **more)


def refused(capture, client, server, port, client_port, answer=True):
    """A connection that the server refuses, or does not answer at all."""
    one = Tcp(capture, client, server, client_port, port, handshake=False)
    one.send(0, SYN)
    one.seq[0] += 1
    if answer:
        one.reset(1)


def answered(capture, client, server, port, client_port):
    """A connection on which both sides say something."""
    one = Tcp(capture, client, server, client_port, port)
    one.up(b"x" * 40).down(b"y" * 400)
    one.close()
