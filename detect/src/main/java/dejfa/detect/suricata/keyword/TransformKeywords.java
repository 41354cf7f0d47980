package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.keyword.field.Text;
import dejfa.detect.pattern.RegularExpression;
import dejfa.detect.pattern.RegularExpression.Flag;
import dejfa.detect.suricata.match.Base64Text;
import dejfa.detect.suricata.match.Transform;
import dejfa.detect.suricata.match.Transforms;
import dejfa.detect.suricata.rule.BadRule;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Transforms of sticky buffers.
final class TransformKeywords {
    private TransformKeywords() {}

    static void register(Map<String, Keyword> all) {
        plain(all, "to_lowercase", Transforms::toLowercase);
        plain(all, "to_uppercase", Transforms::toUppercase);
        plain(all, "strip_whitespace", Transforms::stripWhitespace);
        plain(all, "compress_whitespace", Transforms::compressWhitespace);
        plain(all, "dotprefix", Transforms::dotPrefix);
        plain(all, "url_decode", Transforms::urlDecode);
        plain(all, "header_lowercase", Transforms::headerLowercase);
        plain(all, "strip_pseudo_headers", Transforms::stripPseudoHeaders);
        plain(all, "domain", Transforms::domain);
        plain(all, "tld", Transforms::topLevel);
        plain(all, "to_md5", (data, length) -> Transforms.digest(data, length, "MD5"));
        plain(all, "to_sha1", (data, length) -> Transforms.digest(data, length, "SHA-1"));
        plain(all, "to_sha256", (data, length) -> Transforms.digest(data, length, "SHA-256"));
        all.put("gunzip", (rule, value) -> {
            int max = maxSize(value);
            add(rule, "gunzip:" + max, (data, length) -> Transforms.gunzip(data, length, max));
        });
        all.put("zlib_deflate", (rule, value) -> {
            int max = maxSize(value);
            add(rule, "zlib_deflate:" + max, (data, length) -> Transforms.inflate(data, 0, length, false, max));
        });
        all.put("xor", TransformKeywords::xor);
        all.put("from_base64", TransformKeywords::fromBase64);
        all.put("pcrexform", TransformKeywords::expression);
        all.put("subslice", TransformKeywords::slice);
    }

    private static void plain(Map<String, Keyword> all, String name, Transforms.Body body) {
        all.put(name, (rule, value) -> {
            if (value != null) throw new BadRule(name + " takes no value", "write " + name + ";");
            add(rule, name, body);
        });
    }

    private static void add(RuleBuilder rule, String name, Transforms.Body body) {
        if (rule.current == rule.payload || rule.base64 != null && rule.current == rule.base64.inner) {
            throw new BadRule(name + " has no sticky buffer before it", "put it after a sticky buffer");
        }
        if (!rule.current.tests.isEmpty()) {
            // Tests before it are on the plain buffer: a transform starts a new one.
            BufferDraft fresh = new BufferDraft(rule.current.name);
            rule.drafts.add(fresh);
            rule.current = fresh;
        }
        List<Transform> transforms = rule.current.transforms;
        transforms.add(Transforms.named(name, body));
    }

    private static void xor(RuleBuilder rule, String value) {
        String given = Text.required(value, "xor");
        if (given.contains("extract")) {
            xorByBuffer(rule, given);
            return;
        }
        String t = given.replace(" ", "");
        byte[] key;
        try {
            key = HexFormat.of().parseHex(t.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new BadRule("the key of xor is no hexadecimal", "write two digits a byte");
        }
        if (key.length == 0) throw new BadRule("the key of xor is empty", "give at least one byte");
        add(rule, "xor:" + t, (data, length) -> Transforms.xor(data, length, key));
    }

    /// `offset 1,extract 1 0`: one byte at 0 is the key for what starts at 1.
    private static void xorByBuffer(RuleBuilder rule, String given) {
        int offset = 0;
        int keyBytes = 0;
        int keyAt = 0;
        for (String part : Text.parts(given)) {
            String[] words = part.split("\\s+");
            switch (words[0]) {
                case "offset" -> offset = Text.count(words.length > 1 ? words[1] : "", "offset");
                case "extract" -> {
                    keyBytes = Text.count(words.length > 1 ? words[1] : "", "extract");
                    keyAt = Text.count(words.length > 2 ? words[2] : "0", "extract");
                }
                default -> throw new BadRule("xor knows no " + words[0], "use offset and extract, or a key");
            }
        }
        if (keyBytes < 1 || keyBytes > 256) throw new BadRule("xor takes no key from the buffer", "extract 1 to 256");
        int from = offset;
        int length = keyBytes;
        int at = keyAt;
        add(rule, "xor:" + given, (data, size) -> Transforms.xorBy(data, size, from, length, at));
    }

    private static int maxSize(String value) {
        if (value == null) return Transforms.MAX_INFLATED;
        String[] words = value.split("[\\s:]+");
        if (words.length != 2 || !words[0].equals("max-size")) throw new BadRule("unknown: " + value, "use max-size n");
        return Text.count(words[1], "max-size");
    }

    private static void fromBase64(RuleBuilder rule, String value) {
        int bytes = 0;
        int offset = 0;
        Base64Text.Mode mode = Base64Text.Mode.RFC4648;
        for (String part : Text.parts(value == null ? "" : value)) {
            String[] words = part.split("[:\\s]+", 2);
            String argument = words.length > 1 ? words[1].strip().toLowerCase(Locale.ROOT) : "";
            switch (words[0]) {
                case "bytes" -> bytes = Text.count(argument, "bytes");
                case "offset" -> offset = Text.count(argument, "offset");
                case "mode" ->
                    mode = switch (argument) {
                        case "strict" -> Base64Text.Mode.STRICT;
                        case "rfc2045" -> Base64Text.Mode.RFC2045;
                        case "rfc4648" -> Base64Text.Mode.RFC4648;
                        default ->
                            throw new BadRule("from_base64 has no mode " + argument, "use strict, rfc2045, rfc4648");
                    };
                case "" -> {}
                default -> throw new BadRule("from_base64 knows no " + words[0], "use bytes, offset, mode");
            }
        }
        int from = offset;
        int limit = bytes;
        Base64Text.Mode chosen = mode;
        add(rule, "from_base64:" + from + ',' + limit + ',' + mode, (data, length) -> {
            if (from >= length) return new byte[0];
            int count = limit == 0 ? length - from : Math.min(limit, length - from);
            byte[] decoded = Base64Text.decode(data, from, count, chosen);
            // What can't be decoded stays as it was.
            return decoded.length == 0 ? Arrays.copyOf(data, length) : decoded;
        });
    }

    /// The first group of a match replaces the buffer; no match leaves it.
    private static void expression(RuleBuilder rule, String value) {
        String t = Text.required(value, "pcrexform");
        String pattern = t;
        EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
        int slash = t.lastIndexOf('/');
        if (t.startsWith("/") && slash > 0) {
            pattern = t.substring(1, slash);
            if (t.indexOf('i', slash) > 0) flags.add(Flag.CASELESS);
            if (t.indexOf('s', slash) > 0) flags.add(Flag.DOT_ALL);
        }
        RegularExpression compiled = PcreKeyword.compile(rule, pattern, flags);
        add(rule, "pcrexform:" + t, (data, length) -> {
            int[] groups = new int[4];
            int count = compiled.match(data, 0, length, groups);
            if (count < 2 || groups[2] < 0) return Arrays.copyOf(data, length);
            return Arrays.copyOfRange(data, groups[2], groups[3]);
        });
    }

    private static void slice(RuleBuilder rule, String value) {
        List<String> parts = Text.parts(Text.required(value, "subslice"));
        int offset = signed(parts.get(0));
        boolean toEnd = parts.size() < 2;
        int count = toEnd ? 0 : signed(parts.get(1));
        add(
                rule,
                "subslice:" + String.join(",", parts),
                (data, length) -> Transforms.slice(data, length, offset, count, toEnd));
    }

    private static int signed(String text) {
        long value = Text.number(text, "subslice");
        if (Math.abs(value) > 1 << 24) throw new BadRule("subslice is out of range", "stay below 16 MiB");
        return (int) value;
    }
}
