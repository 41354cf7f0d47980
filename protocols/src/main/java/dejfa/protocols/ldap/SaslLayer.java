package dejfa.protocols.ldap;

import dejfa.protocols.wire.Cursor;

/// What follows a SASL bind that agreed on a security layer (RFC 4422 §3.7): buffers behind four bytes of length. Those
/// that are signed but not encrypted hold plain messages.
final class SaslLayer {
    private static final int SIGNATURE_BYTES = 16;
    private static final int SEALED = 2;

    private SaslLayer() {}

    /// @param buffer without its length
    /// @return the messages inside, or null where they are encrypted
    static byte[] plain(Cursor buffer) {
        if (buffer.remaining() <= SIGNATURE_BYTES) return null;
        byte[] all = buffer.rest();
        // Kerberos: token 0504, flags, filler, count of extra bytes, count of rotated ones, number (RFC 4121 §4.2.6.2)
        if (all[0] == 5 && all[1] == 4)
            return (all[2] & SEALED) != 0 ? null : unrotated(new Cursor(all, 4, all.length));
        // NTLM: version 1, checksum, number (MS-NLMP §2.2.2.9)
        boolean ntlm = all[0] == 1 && all[1] == 0 && all[2] == 0 && all[3] == 0 && all[SIGNATURE_BYTES] == 0x30;
        return ntlm ? new Cursor(all, SIGNATURE_BYTES, all.length).rest() : null;
    }

    private static byte[] unrotated(Cursor in) {
        int extra = in.u16();
        int rotated = in.u16();
        byte[] data = in.skip(8).rest();
        if (data.length == 0 || extra >= data.length) return null;
        byte[] plain = new byte[data.length - extra];
        int at = rotated % data.length;
        for (int i = 0; i < plain.length; i++) plain[i] = data[(at + i) % data.length];
        return plain;
    }
}
