package dejfa.protocols.smb;

import dejfa.api.Transaction;
import dejfa.protocols.wire.Cursor;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Strings of SMB, and the messages of other protocols that it carries.
final class SmbText {
    private static final byte[] NTLMSSP = "NTLMSSP\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int NTLM_AUTHENTICATE = 3;
    private static final int MAX_NAME_BYTES = 1024;
    private static final int MAX_CONTEXTS = 32;

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
        if (blob.u32LE() != NTLM_AUTHENTICATE) return;
        boolean unicode = (new Cursor(in.array(), at + 60, in.limit()).u32LE() & 1) != 0;
        target.set(SmbFields.NTLMSSP_DOMAIN, name(in, at, 28, unicode))
                .set(SmbFields.NTLMSSP_USER, name(in, at, 36, unicode))
                .set(SmbFields.NTLMSSP_HOST, name(in, at, 44, unicode));
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

    /// Interfaces that a DCE/RPC bind or alter context asks for (C706 §12.6.4.3); nothing where it is none.
    static void bind(Cursor in, Transaction target) {
        int major = in.u8();
        int type = in.skip(1).u8();
        if (major != 5 || type != 11 && type != 14) return;
        boolean little = (in.skip(1).u8() & 0x10) != 0;
        in.skip(3 + 8 + 8);
        int contexts = Math.min(in.u8(), MAX_CONTEXTS);
        in.skip(3);
        for (int i = 0; i < contexts && in.ok(); i++) {
            int syntaxes = in.skip(2).u8();
            byte[] uuid = in.skip(1).bytes(16);
            if (!in.ok()) return;
            String text = uuid(uuid, little);
            target.add(SmbFields.DCERPC_UUIDS, text);
            if (SmbNames.service(text) != null) target.add(SmbFields.DCERPC_SERVICES, SmbNames.service(text));
            in.skip(4 + 20 * syntaxes);
        }
    }

    private static String uuid(byte[] bytes, boolean little) {
        byte[] order = bytes.clone();
        if (little) {
            int[] from = {3, 2, 1, 0, 5, 4, 7, 6};
            for (int i = 0; i < from.length; i++) order[i] = bytes[from[i]];
        }
        String hex = HexFormat.of().formatHex(order);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20);
    }
}
