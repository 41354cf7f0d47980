package dejfa.protocols.dns;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One message as read (RFC 1035 §4.1).
final class DnsMessage {
    static final int HEADER_BYTES = 12;
    /// RFC 1035 has 0 to 2, RFC 6895 4 to 6; 7 to 15 are unassigned
    private static final int FIRST_UNKNOWN_OPCODE = 7;
    /// Records kept of a message, and bytes of all its names: 64 KiB of pointers could otherwise unfold to megabytes.
    private static final int MAX_RECORDS = 2048;

    private static final int MAX_NAME_BYTES = 256 * 1024;

    record Question(DnsName name, int type, int dnsClass) {}

    /// @param dataStart offset in the message's bytes
    record Resource(DnsName name, int type, int dnsClass, long ttl, int dataStart, int dataEnd) {}

    final byte[] bytes;
    final int start;
    final int limit;
    final int id;
    final int flags;
    final List<Question> questions = new ArrayList<>(1);
    final List<Resource> answers = new ArrayList<>(2);
    final List<Resource> authorities = new ArrayList<>(0);
    final List<Resource> additionals = new ArrayList<>(1);
    private final List<String> anomalies = new ArrayList<>(0);
    private int position;
    private int nameBytes;

    private DnsMessage(byte[] bytes, int start, int limit) {
        this.bytes = bytes;
        this.start = start;
        this.limit = limit;
        this.id = u16(start);
        this.flags = u16(start + 2);
    }

    /// Could so short a message hold what its header counts?
    static boolean headerFits(byte[] bytes, int start, int messageBytes) {
        if (messageBytes < HEADER_BYTES || bytes.length - start < HEADER_BYTES) return false;
        int opcode = bytes[start + 2] >> 3 & 15;
        return opcode < FIRST_UNKNOWN_OPCODE && countsFit(bytes, start, messageBytes);
    }

    /// The same whatever the operation.
    static boolean countsFit(byte[] bytes, int start, int messageBytes) {
        if (messageBytes < HEADER_BYTES || bytes.length - start < HEADER_BYTES) return false;
        int records = 0;
        for (int i = 4; i < HEADER_BYTES; i += 2) {
            records += (bytes[start + i] & 0xff) << 8 | bytes[start + i + 1] & 0xff;
        }
        return HEADER_BYTES + 2 * records <= messageBytes;
    }

    /// Is the bit set that tells a response from a query?
    static boolean saysResponse(MemorySegment bytes, long offset, int lengthBytes) {
        return lengthBytes >= HEADER_BYTES && bytes.get(ValueLayout.JAVA_BYTE, offset + 2) < 0;
    }

    /// @return null where header or questions can't be read
    static DnsMessage read(byte[] bytes, int start, int limit) {
        if (limit - start < HEADER_BYTES) return null;
        DnsMessage message = new DnsMessage(bytes, start, limit);
        message.position = start + HEADER_BYTES;
        if (!message.readQuestions(message.u16(start + 4))) return null;
        boolean whole = message.readRecords(message.u16(start + 6), message.answers, "malformed_data")
                && message.readRecords(message.u16(start + 8), message.authorities, "invalid_authorities")
                && message.readRecords(message.u16(start + 10), message.additionals, "invalid_additionals");
        if (whole && message.records() >= MAX_RECORDS) message.anomaly("too_many_records");
        if ((message.flags & 0x40) != 0) message.anomaly("z_flag_set");
        if (message.opcode() >= FIRST_UNKNOWN_OPCODE) message.anomaly("invalid_opcode");
        return message;
    }

    private boolean readQuestions(int count) {
        for (int i = 0; i < count; i++) {
            if (records() >= MAX_RECORDS) return true;
            DnsName name = name(position);
            if (name == null || limit - name.end() < 4) return false;
            questions.add(new Question(name, u16(name.end()), u16(name.end() + 2)));
            position = name.end() + 4;
        }
        return true;
    }

    private boolean readRecords(int count, List<Resource> target, String anomaly) {
        for (int i = 0; i < count; i++) {
            if (records() >= MAX_RECORDS) return true;
            DnsName name = name(position);
            int fixed = name == null ? 0 : name.end();
            if (name == null || limit - fixed < 10 || limit - fixed - 10 < u16(fixed + 8)) {
                anomaly(anomaly);
                return false;
            }
            long ttl = (long) u16(fixed + 4) << 16 | u16(fixed + 6);
            int dataStart = fixed + 10;
            position = dataStart + u16(fixed + 8);
            target.add(new Resource(name, u16(fixed), u16(fixed + 2), ttl, dataStart, position));
        }
        return true;
    }

    private int records() {
        return questions.size() + answers.size() + authorities.size() + additionals.size();
    }

    /// The name at that offset, or null; its fault, if any, is counted. When the message's names have grown too large
    /// in all, further ones are cut to nothing.
    DnsName name(int at) {
        DnsName name = DnsName.read(bytes, start, limit, at);
        if (name == null) return null;
        if (name.fault() != null) anomaly(name.fault());
        nameBytes += name.text().length;
        if (nameBytes <= MAX_NAME_BYTES) return name;
        anomaly(DnsName.TOO_LONG);
        return new DnsName(new byte[0], name.end(), DnsName.TOO_LONG);
    }

    /// Each anomaly once per message.
    void anomaly(String name) {
        if (!anomalies.contains(name)) anomalies.add(name);
    }

    List<String> anomalies() {
        return anomalies;
    }

    boolean isResponse() {
        return (flags & 0x8000) != 0;
    }

    int opcode() {
        return flags >> 11 & 15;
    }

    /// Response code; the upper eight bits are in the OPT record's TTL (RFC 6891 §6.1.3).
    int rcode() {
        int extended = 0;
        for (Resource record : additionals) {
            if (record.type() == DnsTypes.OPT) extended = (int) (record.ttl() >> 24 & 0xff) << 4;
        }
        return extended | flags & 15;
    }

    /// The questions are such as hosts ask: at least one, of class IN, CH or ANY, names of printable bytes, whole.
    boolean looksAsked() {
        if (questions.isEmpty() || questions.size() > 4 || opcode() > 5 || !anomalies.isEmpty()) return false;
        for (Question question : questions) {
            int dnsClass = question.dnsClass();
            if (dnsClass != 1 && dnsClass != 3 && dnsClass != 255) return false;
            if (question.type() == 0 || question.type() > 260 && question.type() < 0x8000) return false;
            if (question.name().text().length > 255) return false;
            for (byte b : question.name().text()) if (b < 0x21 || b == 0x7f) return false;
        }
        return true;
    }

    /// The caller has checked that two bytes are there.
    private int u16(int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    byte[] data(Resource record) {
        return Arrays.copyOfRange(bytes, record.dataStart(), record.dataEnd());
    }
}
