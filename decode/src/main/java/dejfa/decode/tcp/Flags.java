package dejfa.decode.tcp;

/// Control bits (RFC 9293 §3.1).
final class Flags {
    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;

    private Flags() {}
}
