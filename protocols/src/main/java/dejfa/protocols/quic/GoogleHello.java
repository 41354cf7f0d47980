package dejfa.protocols.quic;

import dejfa.protocols.Ascii;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Hex;
import java.util.ArrayList;
import java.util.List;

/// The client's hello of Google's QUIC: a list of tags with values ("QUIC Crypto", 2016).
///
/// @param tags in their order, without the zero bytes that fill them up
/// @param serverName null where there is none
/// @param userAgent null where there is none
record GoogleHello(List<String> tags, byte[] serverName, byte[] userAgent) {
    private static final int MAX_TAGS = 128;
    private static final String CLIENT_HELLO = "CHLO";

    /// @return null where it is none, or not whole
    static GoogleHello read(Cursor in) {
        String message = tag(in.bytes(4));
        int count = in.u16LE();
        in.skip(2);
        if (!in.ok() || !message.equals(CLIENT_HELLO) || count > MAX_TAGS) return null;
        List<String> tags = new ArrayList<>(count);
        long[] ends = new long[count];
        for (int i = 0; i < count; i++) {
            tags.add(tag(in.bytes(4)));
            ends[i] = in.u32LE();
        }
        if (!in.ok()) return null;
        byte[] serverName = null;
        byte[] userAgent = null;
        long from = 0;
        for (int i = 0; i < count; i++) {
            long length = ends[i] - from;
            if (length < 0 || length > in.remaining()) break;
            from = ends[i];
            byte[] value = in.bytes((int) length);
            if (tags.get(i).equals("SNI")) serverName = value;
            if (tags.get(i).equals("UAID")) userAgent = value;
        }
        return new GoogleHello(tags, serverName, userAgent);
    }

    private static String tag(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) end--;
        return Ascii.text(bytes).substring(0, end);
    }

    /// `46,PAD-SNI-VER` (Salesforce, "GQUIC Protocol Analysis and Fingerprinting in Zeek", 2019).
    String cyu(int version) {
        return version + "," + String.join("-", tags);
    }

    static String hash(String cyu) {
        return Hex.plain(Hex.digest("MD5", Ascii.bytes(cyu)));
    }
}
