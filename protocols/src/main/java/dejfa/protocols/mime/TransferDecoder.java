package dejfa.protocols.mime;

import dejfa.protocols.Ascii;

/// Undoes a Content-Transfer-Encoding (RFC 2045 §6) in pieces of any size.
final class TransferDecoder {
    /// The encodings that change bytes.
    enum Encoding {
        PLAIN,
        BASE64,
        QUOTED_PRINTABLE
    }

    private final Encoding encoding;
    private final MimeHandler.Sink sink;
    private final MimeHandler handler;
    private final byte[] out = new byte[4096];
    private int outLength;
    private int bits;
    private int bitCount;
    private boolean complained;
    /// quoted-printable: 0 outside an escape, 1 after `=`, 2 after its first digit
    private int escape;

    private byte escapeFirst;

    TransferDecoder(Encoding encoding, MimeHandler.Sink sink, MimeHandler handler) {
        this.encoding = encoding;
        this.sink = sink;
        this.handler = handler;
    }

    void write(byte[] bytes, int from, int to) {
        if (encoding == Encoding.PLAIN) {
            if (to > from) sink.write(bytes, from, to - from);
            return;
        }
        for (int i = from; i < to; i++) {
            if (encoding == Encoding.BASE64) base64(bytes[i]);
            else quoted(bytes[i]);
        }
        flush();
    }

    private void emit(int b) {
        if (outLength == out.length) flush();
        out[outLength++] = (byte) b;
    }

    private void flush() {
        if (outLength > 0) sink.write(out, 0, outLength);
        outLength = 0;
    }

    private void base64(byte b) {
        int value = base64Value(b);
        if (value < 0) {
            if (b == '=') {
                bits = bitCount = 0;
            } else if (!Ascii.isSpace(b)) {
                complain("mime_invalid_base64");
            }
            return;
        }
        bits = bits << 6 | value;
        bitCount += 6;
        if (bitCount >= 8) {
            bitCount -= 8;
            emit(bits >> bitCount);
            bits &= (1 << bitCount) - 1;
        }
    }

    private static int base64Value(int b) {
        if (b >= 'A' && b <= 'Z') return b - 'A';
        if (b >= 'a' && b <= 'z') return b - 'a' + 26;
        if (b >= '0' && b <= '9') return b - '0' + 52;
        return b == '+' ? 62 : b == '/' ? 63 : -1;
    }

    private void quoted(byte b) {
        switch (escape) {
            case 0 -> {
                if (b == '=') escape = 1;
                else emit(b);
            }
            case 1 -> {
                if (b == '\n') escape = 0;
                else if (b == '\r' || b == ' ' || b == '\t') escape = 1;
                else if (Ascii.hex(b) >= 0) {
                    escapeFirst = b;
                    escape = 2;
                } else {
                    broken('=', b);
                }
            }
            default -> {
                if (Ascii.hex(b) >= 0) {
                    emit(Ascii.hex(escapeFirst) << 4 | Ascii.hex(b));
                    escape = 0;
                } else {
                    emit('=');
                    broken(escapeFirst, b);
                }
            }
        }
    }

    private void broken(int first, byte second) {
        complain("mime_invalid_qp");
        emit(first);
        escape = 0;
        quoted(second);
    }

    private void complain(String name) {
        if (!complained) handler.anomaly(name);
        complained = true;
    }

    void end(boolean complete) {
        flush();
        sink.end(complete);
    }
}
