package dejfa.protocols.tls;

import dejfa.protocols.wire.Cursor;
import java.util.ArrayList;
import java.util.List;

/// What a hello says that another protocol carries (QUIC's CRYPTO frames, RFC 9001 §4).
///
/// @param serverName null where there is none
/// @param extensions in their order
/// @param ja3 of a client, JA3S of a server: the string
/// @param ja4 null for a server
public record HelloSummary(
        byte[] serverName, List<byte[]> alpn, List<Extension> extensions, String ja3, String ja3Hash, String ja4) {
    /// @param type as IANA numbers it
    public record Extension(int type, List<byte[]> values) {}

    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int SERVER_NAME = 0;
    private static final int ALPN = 16;

    /// @param message of the handshake, header and body
    /// @return null where it is no hello of that side, or not readable
    public static HelloSummary ofQuic(byte[] message, boolean client) {
        Cursor in = new Cursor(message);
        int type = in.u8();
        Cursor body = in.slice(in.u24());
        if (!in.ok() || type != (client ? CLIENT_HELLO : SERVER_HELLO)) return null;
        Hello hello = Hello.read(body, client);
        if (hello == null) return null;
        List<Extension> extensions = new ArrayList<>(hello.extensions.size());
        for (int extension : hello.extensions) extensions.add(new Extension(extension, values(hello, extension)));
        String ja3 = client ? Fingerprints.ja3(hello) : Fingerprints.ja3s(hello);
        return new HelloSummary(
                hello.serverName,
                hello.alpn,
                extensions,
                ja3,
                Fingerprints.md5(ja3),
                client ? Fingerprints.ja4(hello, 'q') : null);
    }

    private static List<byte[]> values(Hello hello, int extension) {
        return switch (extension) {
            case SERVER_NAME -> hello.serverName == null ? List.of() : List.of(hello.serverName);
            case ALPN -> hello.alpn;
            default -> List.of();
        };
    }
}
