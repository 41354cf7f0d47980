package dejfa.detect.suricata.explain;

import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.match.PayloadTest.Content;
import dejfa.detect.suricata.match.Quantity;
import dejfa.detect.suricata.rule.HeaderTest.Transport;
import dejfa.detect.suricata.rule.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Parts of rules in words.
final class Words {
    private static final int MOST_CHARACTERS = 72;

    private Words() {}

    static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 1) + "…";
    }

    /// As in a rule: text, with other bytes between bars.
    static String literal(Content content) {
        StringBuilder out = new StringBuilder("\"");
        boolean hex = false;
        for (byte b : content.bytes()) {
            boolean plain = b >= 0x20 && b < 0x7f && b != '"' && b != ';' && b != '|' && b != '\\';
            if (plain == hex) {
                out.append('|');
                hex = !hex;
            } else if (hex) out.append(' ');
            if (plain) out.append((char) b);
            else out.append(String.format(Locale.ROOT, "%02x", b & 0xff));
        }
        if (hex) out.append('|');
        return cut(out.toString()) + '"';
    }

    static String transport(Transport transport) {
        return switch (transport) {
            case PACKET, ETHER -> "";
            case IP -> "IP";
            case IP_V4 -> "IPv4";
            case IP_V6 -> "IPv6";
            case TCP, TCP_PACKET, TCP_STREAM -> "TCP";
            case ANY_APPLICATION -> "TCP or UDP";
            case ICMP_V4 -> "ICMPv4";
            case ICMP_V6 -> "ICMPv6";
            case UDP, SCTP, ICMP, IGMP, ESP, GRE, AH, ARP -> transport.name();
        };
    }

    /// @return what is tested, and what that costs
    static Step test(PayloadTest test) {
        return switch (test) {
            case Content content -> content(content);
            case PayloadTest.Regex regex ->
                new Step(
                        (regex.negated() ? "no pcre " : "pcre ")
                                + cut(regex.expression().toString())
                                + (regex.relative() ? ", from where the test before ended" : ""),
                        Cost.HIGH);
            case PayloadTest.Compare compare ->
                new Step(
                        "byte_test: " + name(compare.operator().name()) + (compare.negated() ? ", negated" : ""),
                        Cost.LOW);
            case PayloadTest.Jump jump ->
                new Step("byte_jump from the " + name(jump.origin().name()), Cost.LOW);
            case PayloadTest.Extract _ -> new Step("byte_extract: a number for later tests", Cost.LOW);
            case PayloadTest.Calculate calculate ->
                new Step("byte_math: " + name(calculate.operator().name()), Cost.LOW);
            case PayloadTest.DataAt dataAt ->
                new Step((dataAt.negated() ? "no data at " : "data at ") + number(dataAt.offset()), Cost.LOW);
            case PayloadTest.Size size -> new Step("size " + integer(size), Cost.LOW);
            case PayloadTest.Base64 base64 ->
                new Step("base64_decode, then " + base64.inner().size() + " tests on what it yields", Cost.HIGH);
            case PayloadTest.Whole whole ->
                new Step((whole.negated() ? "not in" : "in") + " a data set (one look-up)", Cost.MEDIUM);
        };
    }

    private static String integer(PayloadTest.Size size) {
        return name(size.test().operator().name()) + " " + size.test().first()
                + (size.test().second() != 0 ? " and " + size.test().second() : "");
    }

    private static String name(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String number(Quantity quantity) {
        return quantity.isConstant() ? String.valueOf(quantity.constant()) : "a number read before";
    }

    private static Step content(Content content) {
        List<String> where = new ArrayList<>();
        if (content.nocase()) where.add("any case");
        if (content.startsWith()) where.add("at the start");
        if (content.endsWith()) where.add("at the end");
        if (content.offset() != null) where.add("from byte " + number(content.offset()));
        if (content.depth() != null) where.add("within the first " + number(content.depth()));
        if (content.distance() != null) where.add(number(content.distance()) + " after the match before");
        if (content.within() != null) where.add("within " + number(content.within()) + " of it");
        String what = (content.negated() ? "no content " : "content ") + literal(content);
        return new Step(where.isEmpty() ? what : what + ", " + String.join(", ", where), Cost.MEDIUM);
    }

    static String threshold(Threshold threshold) {
        String tracked =
                switch (threshold.track()) {
                    case SOURCE -> "a source";
                    case DESTINATION -> "a destination";
                    case PAIR, EITHER -> "a pair of hosts";
                    case RULE -> "the rule";
                    case FLOW -> "a flow";
                };
        String time = threshold.count() + " for " + tracked + " in " + threshold.seconds() + " s";
        return switch (threshold.kind()) {
            case LIMIT -> "limit: at most " + time;
            case THRESHOLD -> "threshold: one alert for every " + time;
            case BOTH -> "both: one alert once there were " + time;
            case BACKOFF -> "backoff: at " + threshold.count() + ", then at ever longer steps, for " + tracked;
            case DETECTION_FILTER -> "detection_filter: only after more than " + time;
            case RATE_FILTER -> "rate_filter: another action after " + time;
            case SUPPRESS -> "suppress: no alert" + (threshold.only() == null ? "" : " for some addresses");
        };
    }
}
