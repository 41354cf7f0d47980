package dejfa.range.proto;

import dejfa.range.wire.Octets;
import java.util.List;

/// Questions and answers of DNS (RFC 1035; AAAA RFC 3596; EDNS RFC 6891).
public final class DnsMessage {
    public static final int A = 1;
    public static final int CNAME = 5;
    public static final int SOA = 6;
    public static final int PTR = 12;
    public static final int MX = 15;
    public static final int NULL = 10;
    public static final int TXT = 16;
    public static final int AAAA = 28;
    public static final int SRV = 33;
    public static final int NAME_ERROR = 3;

    private static final int POINTER_TO_QUESTION = 0xc00c;

    /// @param name null where the owner is the name asked for
    public record Answer(String name, int type, int ttlSeconds, byte[] data) {}

    private DnsMessage() {}

    public static byte[] question(int id, String name, int type, boolean edns) {
        Octets out = new Octets().u16(id).u16(0x0100).u16(1).u16(0).u16(0).u16(edns ? 1 : 0);
        name(out, name).u16(type).u16(1);
        if (edns) out.u8(0).u16(41).u16(4096).u32(0).u16(0);
        return out.toBytes();
    }

    /// @param code 0, or the error; an empty answer carries the zone's SOA, as negative answers do (RFC 2308)
    public static byte[] answer(int id, String name, int type, int code, List<Answer> answers, String zone) {
        boolean negative = answers.isEmpty() && zone != null;
        Octets out = new Octets().u16(id).u16(0x8180 | code).u16(1).u16(answers.size());
        out.u16(negative ? 1 : 0).u16(0);
        name(out, name).u16(type).u16(1);
        for (Answer answer : answers) record(out, answer);
        if (negative) record(out, new Answer(zone, SOA, 300, soa(zone)));
        return out.toBytes();
    }

    private static void record(Octets out, Answer answer) {
        if (answer.name == null) out.u16(POINTER_TO_QUESTION);
        else name(out, answer.name);
        out.u16(answer.type)
                .u16(1)
                .u32(answer.ttlSeconds)
                .u16(answer.data.length)
                .raw(answer.data);
    }

    private static byte[] soa(String zone) {
        Octets out = name(name(new Octets(), "ns1." + zone), "hostmaster." + zone);
        return out.u32(2019120901L).u32(7200).u32(900).u32(1209600).u32(300).toBytes();
    }

    public static byte[] txt(String text) {
        Octets out = new Octets();
        for (int i = 0; i < text.length(); i += 255) {
            out.vector8(new Octets().ascii(text.substring(i, Math.min(text.length(), i + 255))));
        }
        return out.toBytes();
    }

    public static byte[] nameData(String name) {
        return name(new Octets(), name).toBytes();
    }

    public static byte[] mx(int preference, String name) {
        return name(new Octets().u16(preference), name).toBytes();
    }

    public static byte[] srv(int port, String name) {
        return name(new Octets().u16(0).u16(100).u16(port), name).toBytes();
    }

    private static Octets name(Octets out, String name) {
        for (String label : name.split("\\.")) if (!label.isEmpty()) out.vector8(new Octets().ascii(label));
        return out.u8(0);
    }
}
