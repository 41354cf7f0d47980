package dejfa.protocols.tls;

import dejfa.protocols.wire.Ber;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Hex;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What is shown of an X.509 certificate (RFC 5280 §4.1). What can't be read stays null.
final class Certificate {
    private static final String SUBJECT_ALT_NAME = "2.5.29.17";
    private static final int MAX_NAMES = 1024;
    private static final int MAX_EXTENSIONS = 64;

    /// `03:DE:23`
    String serial;
    byte[] issuer;
    byte[] subject;
    LocalDateTime notBefore;
    LocalDateTime notAfter;
    /// SHA-1, `e9:a0:69`
    final String fingerprint;
    final List<byte[]> alternativeNames = new ArrayList<>();
    /// null, or what was wrong with it
    String fault;

    private Certificate(byte[] der) {
        fingerprint = Hex.colons(Hex.digest("SHA-1", der));
    }

    static Certificate read(byte[] der) {
        Certificate certificate = new Certificate(der);
        certificate.fault = certificate.walk(new Cursor(der));
        return certificate;
    }

    private String walk(Cursor in) {
        Cursor outer = Ber.read(in, Ber.SEQUENCE);
        Cursor body = outer == null ? null : Ber.read(outer, Ber.SEQUENCE);
        if (body == null) return "certificate_invalid_der";
        Ber first = Ber.read(body);
        // version is optional and explicitly tagged
        Ber number = first != null && first.tag() == 0xa0 ? Ber.read(body) : first;
        if (number == null || number.tag() != Ber.INTEGER) return "certificate_invalid_serial";
        serial = Hex.colons(number.content().rest()).toUpperCase(Locale.ROOT);
        if (Ber.read(body, Ber.SEQUENCE) == null) return "certificate_invalid_algorithmidentifier";
        Cursor issuerName = Ber.read(body, Ber.SEQUENCE);
        issuer = issuerName == null ? null : name(issuerName);
        if (issuer == null) return "certificate_invalid_issuer";
        Cursor validity = Ber.read(body, Ber.SEQUENCE);
        if (validity == null) return "certificate_invalid_validity";
        notBefore = time(Ber.read(validity));
        notAfter = time(Ber.read(validity));
        Cursor subjectName = Ber.read(body, Ber.SEQUENCE);
        subject = subjectName == null ? null : name(subjectName);
        if (subject == null) return "certificate_invalid_subject";
        if (Ber.read(body, Ber.SEQUENCE) == null) return "certificate_missing_element";
        while (body.remaining() > 0) {
            Ber more = Ber.read(body);
            if (more == null) return "certificate_invalid_length";
            if (more.tag() == 0xa3) extensions(more.content());
        }
        return notBefore == null || notAfter == null ? "certificate_invalid_validity" : null;
    }

    /// RDNs joined by `, `, the values of one RDN by ` + `; values as their bytes are. Null where the DER is broken.
    private static byte[] name(Cursor in) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (in.remaining() > 0) {
            Cursor set = Ber.read(in, Ber.SET);
            if (set == null) return null;
            String separator = ", ";
            while (set.remaining() > 0) {
                Cursor pair = Ber.read(set, Ber.SEQUENCE);
                Cursor type = pair == null ? null : Ber.read(pair, Ber.OID);
                Ber value = type == null ? null : Ber.read(pair);
                if (value == null) return null;
                if (text.size() > 0) text.writeBytes(separator.getBytes(StandardCharsets.ISO_8859_1));
                text.writeBytes((attribute(Ber.oid(type)) + "=").getBytes(StandardCharsets.ISO_8859_1));
                text.writeBytes(value(value));
                separator = " + ";
            }
        }
        return text.toByteArray();
    }

    /// BMPString (tag 30) is UTF-16; the other string types are taken as they are.
    private static byte[] value(Ber value) {
        byte[] bytes = value.content().rest();
        return value.tag() == 30
                ? new String(bytes, StandardCharsets.UTF_16BE).getBytes(StandardCharsets.UTF_8)
                : bytes;
    }

    private static String attribute(String oid) {
        return switch (oid) {
            case "2.5.4.3" -> "CN";
            case "2.5.4.4" -> "SN";
            case "2.5.4.5" -> "serialNumber";
            case "2.5.4.6" -> "C";
            case "2.5.4.7" -> "L";
            case "2.5.4.8" -> "ST";
            case "2.5.4.9" -> "street";
            case "2.5.4.10" -> "O";
            case "2.5.4.11" -> "OU";
            case "2.5.4.12" -> "title";
            case "2.5.4.13" -> "description";
            case "2.5.4.15" -> "businessCategory";
            case "2.5.4.17" -> "postalCode";
            case "2.5.4.42" -> "GN";
            case "0.9.2342.19200300.100.1.1" -> "UID";
            case "0.9.2342.19200300.100.1.25" -> "DC";
            case "1.2.840.113549.1.9.1" -> "emailAddress";
            case "1.2.840.113549.1.9.2" -> "unstructuredName";
            case "1.3.6.1.4.1.311.60.2.1.1" -> "jurisdictionL";
            case "1.3.6.1.4.1.311.60.2.1.2" -> "jurisdictionST";
            case "1.3.6.1.4.1.311.60.2.1.3" -> "jurisdictionC";
            default -> oid;
        };
    }

    /// UTCTime (tag 23, years 1950 to 2049) or GeneralizedTime (tag 24); null where it is no time (RFC 5280
    /// §4.1.2.5).
    private static LocalDateTime time(Ber element) {
        if (element == null || element.tag() != 23 && element.tag() != 24) return null;
        byte[] text = element.content().rest();
        int yearDigits = element.tag() == 23 ? 2 : 4;
        int digits = 0;
        while (digits < text.length && text[digits] >= '0' && text[digits] <= '9') digits++;
        if (digits < yearDigits + 8) return null;
        int year = number(text, 0, yearDigits);
        if (yearDigits == 2) year += year < 50 ? 2000 : 1900;
        int month = number(text, yearDigits, 2);
        int day = number(text, yearDigits + 2, 2);
        int hour = number(text, yearDigits + 4, 2);
        int minute = number(text, yearDigits + 6, 2);
        int second = digits >= yearDigits + 10 ? number(text, yearDigits + 8, 2) : 0;
        if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return null;
        if (day > YearMonth.of(year, month).lengthOfMonth()) return null;
        return LocalDateTime.of(year, month, day, hour, minute, second);
    }

    private static int number(byte[] text, int at, int digits) {
        int number = 0;
        for (int i = at; i < at + digits; i++) number = number * 10 + text[i] - '0';
        return number;
    }

    static long seconds(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC);
    }

    private void extensions(Cursor in) {
        Cursor list = Ber.read(in, Ber.SEQUENCE);
        for (int i = 0; list != null && i < MAX_EXTENSIONS && list.remaining() > 0; i++) {
            Cursor extension = Ber.read(list, Ber.SEQUENCE);
            Cursor type = extension == null ? null : Ber.read(extension, Ber.OID);
            if (type == null) return;
            if (!Ber.oid(type).equals(SUBJECT_ALT_NAME)) continue;
            Ber value = Ber.read(extension);
            // a BOOLEAN "critical" may stand before
            if (value != null && value.tag() != Ber.OCTETS) value = Ber.read(extension);
            if (value != null && value.tag() == Ber.OCTETS) alternatives(value.content());
        }
    }

    private void alternatives(Cursor in) {
        Cursor names = Ber.read(in, Ber.SEQUENCE);
        while (names != null && names.remaining() > 0 && alternativeNames.size() < MAX_NAMES) {
            Ber name = Ber.read(names);
            if (name == null) return;
            byte[] value = name.content().rest();
            switch (name.tag()) {
                // mail, DNS name, URI
                case 0x81, 0x82, 0x86 -> alternativeNames.add(value);
                case 0x87 -> alternativeNames.add(address(value).getBytes(StandardCharsets.ISO_8859_1));
                default -> {
                    // directory names and the like have no short text
                }
            }
        }
    }

    private static String address(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        if (bytes.length == 4) {
            for (byte b : bytes) text.append(text.isEmpty() ? "" : ".").append(b & 0xff);
            return text.toString();
        }
        if (bytes.length != 16) return Hex.plain(bytes);
        for (int i = 0; i < 16; i += 2) {
            text.append(i == 0 ? "" : ":").append(Integer.toHexString((bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff));
        }
        return text.toString();
    }
}
