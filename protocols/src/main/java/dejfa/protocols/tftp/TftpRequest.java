package dejfa.protocols.tftp;

import dejfa.protocols.Ascii;
import java.util.Arrays;
import java.util.List;

/// A request: two texts, each closed by a zero (RFC 1350 §5); options may follow (RFC 2347).
record TftpRequest(boolean write, byte[] file, byte[] mode) {
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final List<String> MODES = List.of("octet", "netascii", "mail");

    /// @return null where it is no request
    static TftpRequest read(byte[] message) {
        if (message.length < 4 || message[0] != 0 || message[1] != READ && message[1] != WRITE) return null;
        int fileEnd = Ascii.indexOf(message, 0, 2, message.length);
        int modeEnd = fileEnd < 0 ? -1 : Ascii.indexOf(message, 0, fileEnd + 1, message.length);
        if (modeEnd < 0) return null;
        return new TftpRequest(
                message[1] == WRITE,
                Arrays.copyOfRange(message, 2, fileEnd),
                Arrays.copyOfRange(message, fileEnd + 1, modeEnd));
    }

    boolean isOfKnownMode() {
        return MODES.contains(Ascii.text(Ascii.lower(mode)));
    }
}
