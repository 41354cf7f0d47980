package dejfa.range.wire;

/// The fields of one TCP header that vary (RFC 9293 §3.1).
record TcpHeader(int portFrom, int portTo, long sequence, long acknowledged, int flags, int window) {
    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int PSH = 8;
    static final int ACK = 16;
}
