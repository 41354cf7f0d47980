package dejfa.protocols.tls;

import dejfa.protocols.wire.Cursor;
import java.util.ArrayList;
import java.util.List;

/// What a client's or server's hello says (RFC 8446 §4.1, RFC 5246 §7.4.1).
final class Hello {
    private static final int MAX_ALPN = 64;

    int version;
    byte[] random = new byte[0];
    byte[] sessionId = new byte[0];
    /// of a server: the one it chose
    final List<Integer> ciphers = new ArrayList<>();
    final List<Integer> extensions = new ArrayList<>();
    final List<Integer> groups = new ArrayList<>();
    final List<Integer> pointFormats = new ArrayList<>();
    final List<Integer> signatures = new ArrayList<>();
    final List<Integer> versions = new ArrayList<>();
    final List<byte[]> alpn = new ArrayList<>();
    byte[] serverName;
    final List<String> anomalies = new ArrayList<>(0);

    private Hello() {}

    /// Values that clients scatter to keep servers honest (RFC 8701): 0x0a0a, 0x1a1a, …, 0xfafa.
    static boolean isGrease(int value) {
        return (value & 0x0f0f) == 0x0a0a && value >>> 8 == (value & 0xff);
    }

    /// The version meant: that of the extension where it is there (highest offered, or chosen), else the old field.
    int meantVersion() {
        int best = 0;
        for (int offered : versions) if (!isGrease(offered)) best = Math.max(best, offered);
        return best == 0 ? version : best;
    }

    /// @return null where even the fixed part is not whole
    static Hello read(Cursor in, boolean client) {
        Hello hello = new Hello();
        hello.version = in.u16();
        hello.random = in.bytes(32);
        hello.sessionId = in.bytes(in.u8());
        if (client) {
            numbers(in.slice(in.u16()), 2, hello.ciphers);
            in.skip(in.u8());
        } else {
            hello.ciphers.add(in.u16());
            in.skip(1);
        }
        if (!in.ok() || hello.version >>> 8 != 3) return null;
        if (in.remaining() >= 2) hello.readExtensions(in.slice(in.u16()), client);
        return hello;
    }

    /// Body of an SSL 2 client hello behind its type.
    static Hello readSslTwo(Cursor in) {
        Hello hello = new Hello();
        hello.version = in.u16();
        int cipherBytes = in.u16();
        in.skip(4);
        Cursor ciphers = in.slice(cipherBytes);
        while (ciphers.remaining() >= 3) {
            int cipher = ciphers.u24();
            if (cipher >>> 16 == 0) hello.ciphers.add(cipher);
        }
        return in.ok() ? hello : null;
    }

    private static void numbers(Cursor in, int size, List<Integer> target) {
        while (in.remaining() >= size) target.add(size == 1 ? in.u8() : in.u16());
    }

    private void readExtensions(Cursor in, boolean client) {
        while (in.ok() && in.remaining() >= 4) {
            int type = in.u16();
            Cursor body = in.slice(in.u16());
            if (!in.ok()) break;
            extensions.add(type);
            switch (type) {
                case 0 -> readServerName(body, client);
                case 10 -> numbers(body.slice(body.u16()), 2, groups);
                case 11 -> numbers(body.slice(body.u8()), 1, pointFormats);
                case 13 -> numbers(body.slice(body.u16()), 2, signatures);
                case 16 -> readAlpn(body);
                case 43 -> numbers(client ? body.slice(body.u8()) : body, 2, versions);
                default -> {
                    // nothing is read of the others
                }
            }
        }
        if (!in.ok()) anomalies.add("handshake_invalid_length");
    }

    /// RFC 6066 §3
    private void readServerName(Cursor in, boolean client) {
        if (!client || in.remaining() == 0) return;
        if (serverName != null) {
            anomalies.add("multiple_sni_extensions");
            return;
        }
        in.skip(2);
        int type = in.u8();
        byte[] name = in.bytes(in.u16());
        if (!in.ok()) anomalies.add("invalid_sni_length");
        else if (type != 0) anomalies.add("invalid_sni_type");
        else serverName = name;
    }

    /// RFC 7301 §3.1
    private void readAlpn(Cursor in) {
        Cursor names = in.slice(in.u16());
        while (names.ok() && names.remaining() > 0 && alpn.size() < MAX_ALPN) {
            byte[] name = names.bytes(names.u8());
            if (names.ok()) alpn.add(name);
        }
    }
}
