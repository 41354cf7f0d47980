package dejfa.protocols.quic;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// What a version number means for reading its packets.
///
/// @param number unsigned 32 bits
record Version(int number) {
    static final int V1 = 1;
    static final int V2 = 0x6b3343cf;
    private static final int V2_DRAFT = 0x709a50c4;

    /// First salt of the key schedule and names of its labels (RFC 9001 §5.2, RFC 9369 §3.3).
    record Schedule(byte[] salt, String prefix) {}

    private static final Schedule ONE = schedule("38762cf7f55934b34d179ae6a4c80cadccbb7f0a", "quic ");
    private static final Schedule TWO = schedule("0dede3def700a6db819381be6e269dcbf9bd2ed9", "quicv2 ");
    private static final Schedule TWO_DRAFT = schedule("a707c203a59b47184a1d62ca570406ea7ae3e5d3", "quicv2 ");
    /// drafts 29 to 32
    private static final Schedule LATE_DRAFT = schedule("afbfec289993d24c9e9786f19c6111e04390a899", "quic ");
    /// drafts 23 to 28
    private static final Schedule DRAFT = schedule("c3eef712c72ebb5a11a7d2432bb46365bef9f502", "quic ");

    private static final Schedule Q050 = schedule("504574efd066fe2f9d945cfcdbd3a7f0d3b56b45", "quic ");
    private static final Schedule T050 = schedule("7ff579e5acd072915580304c43a2367c60488310", "quic ");
    private static final Schedule T051 = schedule("7a4edef4e7ccee5fa4506c19124fc8ccda6e033d", "quic ");

    private static Schedule schedule(String salt, String prefix) {
        return new Schedule(HexFormat.of().parseHex(salt), prefix);
    }

    /// The version of Google's QUIC (`46` of Q046), or -1.
    int google() {
        if (number >>> 24 != 'Q' || (number >>> 16 & 0xff) != '0') return -1;
        int tens = (number >>> 8 & 0xff) - '0';
        int ones = (number & 0xff) - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    /// Hellos are in clear.
    boolean isClear() {
        return google() >= 0 && google() < 50;
    }

    /// The handshake is Google's own, not TLS.
    boolean isGoogle() {
        return google() >= 0;
    }

    boolean isSecond() {
        return number == V2 || number == V2_DRAFT;
    }

    /// Null where the Initial packets of that version can't be read.
    Schedule schedule() {
        if (number == V1) return ONE;
        if (number == V2) return TWO;
        if (number == V2_DRAFT) return TWO_DRAFT;
        if (google() >= 50) return Q050;
        if (number == 0x54303530) return T050;
        if (number == 0x54303531) return T051;
        int draft = number & 0xff;
        if (number >>> 8 == 0xff0000 && draft >= 23) return draft >= 33 ? ONE : draft >= 29 ? LATE_DRAFT : DRAFT;
        // Facebook's mvfst numbers its builds of draft 27 and later so.
        if (number == 0xfaceb001) return DRAFT;
        if (number == 0xfaceb002) return LATE_DRAFT;
        return null;
    }

    /// Is it a version in use, or one that is made up to keep servers honest (RFC 9000 §15)?
    boolean isKnown() {
        return schedule() != null || isClear() || (number & 0x0f0f0f0f) == 0x0a0a0a0a;
    }

    byte[] bytes() {
        return new byte[] {(byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number};
    }

    /// As EVE shows it: `Q046`, or hexadecimal digits.
    String text() {
        return isGoogle() ? new String(bytes(), StandardCharsets.ISO_8859_1) : Integer.toHexString(number);
    }
}
