package dejfa.protocols.smb;

import dejfa.api.Transaction;
import dejfa.protocols.wire.Cursor;
import java.nio.charset.StandardCharsets;

/// Strings of SMB, and the messages of other protocols that it carries.
final class SmbText {
    private static final byte[] NTLMSSP = "NTLMSSP\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int NTLM_NEGOTIATE = 1;
    private static final int NTLM_AUTHENTICATE = 3;
    private static final int NTLM_VERSION = 0x0200_0000;
    private static final int MAX_NAME_BYTES = 1024;

    private SmbText() {}

    static String utf16(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_16LE);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// A string ended by zero, or by the end.
    static String terminated(Cursor in, boolean unicode) {
        int from = in.position();
        int at = from;
        int step = unicode ? 2 : 1;
        byte[] data = in.array();
        while (at + step <= in.limit() && (data[at] != 0 || unicode && data[at + 1] != 0)) at += step;
        byte[] bytes = in.bytes(at - from);
        in.skip(Math.min(step, in.remaining()));
        return unicode ? utf16(bytes) : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// Names in the AUTHENTICATE message of NTLM, wherever it stands in a log-on (MS-NLMP §2.2.1.3).
    static void logOn(Cursor in, Transaction target) {
        int at = find(in);
        if (at < 0) return;
        Cursor blob = new Cursor(in.array(), at, in.limit()).skip(NTLMSSP.length);
        long type = blob.u32LE();
        if (type == NTLM_NEGOTIATE) return;
        if (type != NTLM_AUTHENTICATE) {
            target.anomaly(blob.ok() ? "unusual_ntlmssp_order" : "malformed_ntlmssp_request");
            return;
        }
        Cursor end = new Cursor(in.array(), at + 60, in.limit());
        long flags = end.u32LE();
        boolean unicode = (flags & 1) != 0;
        if (!end.ok()) target.anomaly("malformed_ntlmssp_request");
        else if ((flags & NTLM_VERSION) != 0) version(end, target);
        target.set(SmbFields.NTLMSSP_DOMAIN, name(in, at, 28, unicode))
                .set(SmbFields.NTLMSSP_USER, name(in, at, 36, unicode))
                .set(SmbFields.NTLMSSP_HOST, name(in, at, 44, unicode));
    }

    /// MS-NLMP §2.2.2.10.
    private static void version(Cursor in, Transaction target) {
        int major = in.u8();
        int minor = in.u8();
        int build = in.u16LE();
        int revision = in.skip(3).u8();
        if (in.ok()) {
            target.set(SmbFields.NTLMSSP_VERSION, major + "." + minor + " build " + build + " rev " + revision);
        }
    }

    private static int find(Cursor in) {
        byte[] data = in.array();
        for (int at = in.position(); at + NTLMSSP.length <= in.limit(); at++) {
            int same = 0;
            while (same < NTLMSSP.length && data[at + same] == NTLMSSP[same]) same++;
            if (same == NTLMSSP.length) return at;
        }
        return -1;
    }

    private static byte[] name(Cursor in, int blob, int field, boolean unicode) {
        Cursor place = new Cursor(in.array(), blob + field, in.limit());
        int length = Math.min(place.u16LE(), MAX_NAME_BYTES);
        long offset = place.skip(2).u32LE();
        if (!place.ok() || offset > in.limit() - blob) return new byte[0];
        byte[] bytes = new Cursor(in.array(), blob + (int) offset, in.limit()).bytes(length);
        return unicode ? utf8(utf16(bytes)) : bytes;
    }
}
