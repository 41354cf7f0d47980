package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.keyword.field.Text;
import dejfa.detect.suricata.match.Ber;
import dejfa.detect.suricata.match.EntropyTest;
import dejfa.detect.suricata.match.IntegerTest;
import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.match.Quantity;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.Clause.Presence;
import java.util.List;
import java.util.Map;

/// `content`, its modifiers, and the tests on sizes.
final class PayloadKeywords {
    private static final int MAX_BASE64_BYTES = 65_535;

    private PayloadKeywords() {}

    static void register(Map<String, Keyword> all) {
        all.put("content", (rule, value) -> rule.content(content(value)));
        all.put("uricontent", PayloadKeywords::uriContent);
        all.put("nocase", (rule, value) -> rule.contentBefore("nocase").nocase = true);
        all.put("rawbytes", (rule, value) -> rule.contentBefore("rawbytes"));
        all.put("offset", (rule, value) -> rule.contentBefore("offset").offset = quantity(rule, value, "offset"));
        all.put("depth", (rule, value) -> rule.contentBefore("depth").depth = quantity(rule, value, "depth"));
        all.put(
                "distance",
                (rule, value) -> rule.contentBefore("distance").distance = quantity(rule, value, "distance"));
        all.put("within", (rule, value) -> rule.contentBefore("within").within = quantity(rule, value, "within"));
        all.put("startswith", (rule, value) -> rule.contentBefore("startswith").startsWith = true);
        all.put("endswith", (rule, value) -> rule.contentBefore("endswith").endsWith = true);
        all.put("fast_pattern", PayloadKeywords::fastPattern);
        all.put("replace", (rule, value) -> {
            throw new BadRule("replace changes packets; Dejfa never does", "remove the keyword");
        });
        all.put("isdataat", PayloadKeywords::isDataAt);
        all.put("bsize", PayloadKeywords::size);
        all.put("absent", PayloadKeywords::absent);
        all.put("pkt_data", (rule, value) -> rule.current = rule.payload);
        all.put("base64_decode", PayloadKeywords::base64Decode);
        all.put("base64_data", PayloadKeywords::base64Data);
        all.put("urilen", PayloadKeywords::uriLength);
        all.put("entropy", PayloadKeywords::entropy);
        all.put("asn1", PayloadKeywords::asn1);
    }

    static ContentDraft content(String value) {
        if (value == null) throw new BadRule("content needs a pattern", "write content:\"…\";");
        boolean negated = value.startsWith("!");
        return new ContentDraft(ContentDraft.bytes(negated ? value.substring(1) : value), negated);
    }

    private static void uriContent(RuleBuilder rule, String value) {
        BufferDraft before = rule.current;
        rule.current = BufferKeywords.known(rule, "http.uri");
        rule.content(content(value));
        rule.current = before;
    }

    private static Quantity quantity(RuleBuilder rule, String value, String keyword) {
        return rule.quantity(Text.required(value, keyword), keyword);
    }

    private static void fastPattern(RuleBuilder rule, String value) {
        ContentDraft content = rule.contentBefore("fast_pattern");
        if (content.negated) return;
        content.fast = true;
        if (value == null || value.equals("only")) return;
        List<String> parts = Text.parts(value);
        if (parts.size() == 2) {
            content.fastOffset = Text.count(parts.get(0), "fast_pattern");
            content.fastLength = Text.count(parts.get(1), "fast_pattern");
            if (content.fastOffset + content.fastLength > content.bytes.length) {
                throw new BadRule("fast_pattern takes more than the content has", "stay inside the content");
            }
        }
    }

    private static void isDataAt(RuleBuilder rule, String value) {
        String t = Text.required(value, "isdataat");
        boolean negated = t.startsWith("!");
        List<String> parts = Text.parts(negated ? t.substring(1) : t);
        boolean relative = parts.subList(1, parts.size()).contains("relative");
        rule.test(new PayloadTest.DataAt(rule.quantity(parts.getFirst(), "isdataat"), relative, negated));
    }

    private static void size(RuleBuilder rule, String value) {
        if (rule.current == rule.payload) {
            throw new BadRule("bsize has no buffer before it", "put a sticky buffer before it, or use dsize");
        }
        rule.test(new PayloadTest.Size(Text.integerTest(value, "bsize", Map.of())));
    }

    private static void absent(RuleBuilder rule, String value) {
        if (rule.current == rule.payload) {
            throw new BadRule("absent has no buffer before it", "put a sticky buffer before it");
        }
        rule.current.presence = "or_else".equals(value) ? Presence.ABSENT_OR_ELSE : Presence.ABSENT;
    }

    private static void base64Decode(RuleBuilder rule, String value) {
        int bytes = 0;
        int offset = 0;
        boolean relative = false;
        for (String part : Text.parts(value == null ? "" : value)) {
            String[] words = part.split("\\s+", 2);
            switch (words[0]) {
                case "bytes" ->
                    bytes = Math.min(MAX_BASE64_BYTES, Text.count(words.length > 1 ? words[1] : "", "bytes"));
                case "offset" -> offset = Text.count(words.length > 1 ? words[1] : "", "offset");
                case "relative" -> relative = true;
                case "" -> {}
                default -> throw new BadRule("base64_decode knows no " + words[0], "use bytes, offset, relative");
            }
        }
        BufferDraft.Base64Draft draft = new BufferDraft.Base64Draft(bytes, offset, relative);
        rule.target(relative).tests.add(draft);
        rule.base64 = draft;
    }

    private static void base64Data(RuleBuilder rule, String value) {
        if (rule.base64 == null) throw new BadRule("base64_data without base64_decode", "put base64_decode before it");
        rule.current = rule.base64.inner;
    }

    /// `bytes 0, offset 0, value >= 4`.
    private static void entropy(RuleBuilder rule, String value) {
        int bytes = 0;
        int offset = 0;
        String comparison = null;
        for (String part : Text.parts(Text.required(value, "entropy"))) {
            String[] words = part.split("\\s+", 2);
            String argument = words.length > 1 ? words[1] : "";
            switch (words[0]) {
                case "bytes" -> bytes = Text.count(argument, "bytes");
                case "offset" -> offset = Text.count(argument, "offset");
                case "value" -> comparison = argument;
                default -> throw new BadRule("entropy knows no " + words[0], "use bytes, offset, value");
            }
        }
        if (comparison == null) throw new BadRule("entropy has no value", "write entropy:value > 7;");
        try {
            rule.test(new PayloadTest.Whole(EntropyTest.parse(bytes, offset, comparison), false));
        } catch (IllegalArgumentException e) {
            throw new BadRule("entropy: " + e.getMessage(), "write value > 7.5");
        }
    }

    /// `bitstring_overflow, oversize_length 2048, relative_offset 27`.
    private static void asn1(RuleBuilder rule, String value) {
        boolean bits = false;
        boolean real = false;
        long oversize = -1;
        int offset = 0;
        boolean relative = false;
        for (String part : Text.parts(Text.required(value, "asn1"))) {
            String[] words = part.split("\\s+", 2);
            String argument = words.length > 1 ? words[1] : "";
            switch (words[0]) {
                case "bitstring_overflow" -> bits = true;
                case "double_overflow" -> real = true;
                case "oversize_length" -> oversize = Text.count(argument, "oversize_length");
                case "absolute_offset" -> offset = Text.count(argument, "absolute_offset");
                case "relative_offset" -> {
                    offset = Math.clamp(Text.number(argument, "relative_offset"), -65_535, 65_535);
                    relative = true;
                }
                default -> throw new BadRule("asn1 knows no " + words[0], "see the user guide on asn1");
            }
        }
        rule.target(relative).tests.add(new PayloadTest.Whole(new Ber(bits, real, oversize, offset, relative), false));
    }

    private static void uriLength(RuleBuilder rule, String value) {
        List<String> parts = Text.parts(Text.required(value, "urilen"));
        boolean raw = parts.contains("raw");
        IntegerTest test = Text.integerTest(parts.getFirst(), "urilen", Map.of());
        BufferKeywords.known(rule, raw ? "http.uri.raw" : "http.uri").tests.add(new PayloadTest.Size(test));
    }
}
