package dejfa.range.proto;

import dejfa.range.wire.Octets;
import java.util.Locale;

/// NetBIOS name service (RFC 1002 §4.2): the wildcard node status that `nbtscan` and `nbtstat -A` ask, ordinary
/// queries.
public final class Netbios {
    private Netbios() {}

    public static byte[] statusQuestion(int id) {
        Octets out = new Octets().u16(id).u16(0).u16(1).zeros(6);
        return encoded(out, "*", 0).u16(0x21).u16(1).toBytes();
    }

    public static byte[] statusAnswer(int id, String computer, String domain, byte[] mac) {
        Octets names = new Octets().u8(3);
        entry(names, computer, 0x00, 0x0400);
        entry(names, domain, 0x00, 0x8400);
        entry(names, computer, 0x20, 0x0400);
        names.raw(mac).zeros(40);
        Octets out = new Octets().u16(id).u16(0x8400).u16(0).u16(1).u16(0).u16(0);
        return encoded(out, "*", 0).u16(0x21).u16(1).u32(0).vector16(names).toBytes();
    }

    /// A broadcast question for a name.
    public static byte[] nameQuestion(int id, String name) {
        Octets out = new Octets().u16(id).u16(0x0110).u16(1).zeros(6);
        return encoded(out, name, ' ').u16(0x20).u16(1).toBytes();
    }

    private static void entry(Octets out, String name, int suffix, int flags) {
        out.ascii(String.format(Locale.ROOT, "%-15.15s", name.toUpperCase(Locale.ROOT)))
                .u8(suffix)
                .u16(flags);
    }

    private static Octets encoded(Octets out, String name, int padding) {
        out.u8(32);
        for (int i = 0; i < 16; i++) {
            int c = i < name.length() ? Character.toUpperCase(name.charAt(i)) : i == 15 ? 0 : padding;
            out.u8('A' + (c >>> 4)).u8('A' + (c & 15));
        }
        return out.u8(0);
    }
}
