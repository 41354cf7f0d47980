package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.keyword.field.FieldTest;
import dejfa.detect.suricata.keyword.field.Text;
import dejfa.detect.suricata.data.Resource;
import dejfa.detect.suricata.match.DateTest;
import dejfa.detect.suricata.match.IntegerTest;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.BufferSource;
import dejfa.detect.suricata.rule.Clause;
import dejfa.detect.suricata.rule.Clause.ValueTest;
import dejfa.detect.suricata.rule.RuleText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/// Sticky buffers, their older names, the older content modifiers, and keywords that test a slot's value.
final class BufferKeywords {
    /// Buffers of the packet itself.
    static final List<String> PACKET_BUFFERS = List.of(
            "ipv4.hdr",
            "ipv6.hdr",
            "tcp.hdr",
            "udp.hdr",
            "icmpv4.hdr",
            "icmpv6.hdr",
            "igmp.hdr",
            "sctp.hdr",
            "sctp.chunk_data",
            "ether.hdr",
            "ip.src",
            "ip.dst");

    /// Content modifiers: they take the content before them along.
    private static final Map<String, String> MODIFIERS = Map.ofEntries(
            Map.entry("http_uri", "http.uri"),
            Map.entry("http_raw_uri", "http.uri.raw"),
            Map.entry("http_method", "http.method"),
            Map.entry("http_header", "http.header"),
            Map.entry("http_raw_header", "http.header.raw"),
            Map.entry("http_cookie", "http.cookie"),
            Map.entry("http_user_agent", "http.user_agent"),
            Map.entry("http_host", "http.host"),
            Map.entry("http_raw_host", "http.host.raw"),
            Map.entry("http_stat_code", "http.stat_code"),
            Map.entry("http_stat_msg", "http.stat_msg"),
            Map.entry("http_client_body", "http.request_body"),
            Map.entry("http_server_body", "http.response_body"));

    static final Map<String, String> OLD_NAMES = Map.ofEntries(
            Map.entry("file_data", "file.data"),
            Map.entry("http_accept", "http.accept"),
            Map.entry("http_accept_enc", "http.accept_enc"),
            Map.entry("http_accept_lang", "http.accept_lang"),
            Map.entry("http_connection", "http.connection"),
            Map.entry("http_content_len", "http.content_len"),
            Map.entry("http_content_type", "http.content_type"),
            Map.entry("http_header_names", "http.header_names"),
            Map.entry("http_protocol", "http.protocol"),
            Map.entry("http_referer", "http.referer"),
            Map.entry("http_request_line", "http.request_line"),
            Map.entry("http_response_line", "http.response_line"),
            Map.entry("http_start", "http.start"),
            Map.entry("dns_query", "dns.query"),
            Map.entry("tls_sni", "tls.sni"),
            Map.entry("tls_cert_subject", "tls.cert_subject"),
            Map.entry("tls_cert_issuer", "tls.cert_issuer"),
            Map.entry("tls_cert_serial", "tls.cert_serial"),
            Map.entry("tls_cert_fingerprint", "tls.cert_fingerprint"),
            Map.entry("tls.issuerdn", "tls.cert_issuer"),
            Map.entry("tls.subject", "tls.cert_subject"),
            Map.entry("tls.fingerprint", "tls.cert_fingerprint"),
            Map.entry("ja3_hash", "ja3.hash"),
            Map.entry("ja3_string", "ja3.string"),
            Map.entry("ja4_hash", "ja4.hash"),
            Map.entry("ssh_proto", "ssh.proto"),
            Map.entry("ssh_software", "ssh.software"),
            Map.entry("ssh.protoversion", "ssh.proto"),
            Map.entry("ssh.softwareversion", "ssh.software"),
            Map.entry("dce_stub_data", "dcerpc.stub_data"),
            Map.entry("dce_iface", "dcerpc.iface"),
            Map.entry("dce_opnum", "dcerpc.opnum"),
            Map.entry("smb_named_pipe", "smb.named_pipe"),
            Map.entry("smb_share", "smb.share"),
            Map.entry("krb5_cname", "krb5.cname"),
            Map.entry("krb5_sname", "krb5.sname"),
            Map.entry("dnp3_data", "dnp3.data"),
            Map.entry("dnp3_func", "dnp3.func"),
            Map.entry("dnp3_ind", "dnp3.ind"),
            Map.entry("dnp3_obj", "dnp3.obj"),
            Map.entry("ftpdata_command", "ftpdata.command"),
            Map.entry("nfs_procedure", "nfs.procedure"),
            Map.entry("nfs_version", "nfs.version"),
            Map.entry("krb5_msg_type", "krb5.msg_type"),
            Map.entry("krb5_err_code", "krb5.err_code"),
            Map.entry("tls_cert_notbefore", "tls.cert_notbefore"),
            Map.entry("tls_cert_notafter", "tls.cert_notafter"));

    private BufferKeywords() {}

    static void register(Map<String, Keyword> all) {
        MODIFIERS.forEach((name, buffer) -> all.put(name, (rule, value) -> {
            known(rule, buffer, false);
            rule.moveLastContent(name, buffer);
        }));
        for (String name : PACKET_BUFFERS) {
            all.put(name, (rule, value) -> {
                rule.needsPacket = true;
                rule.current = rule.buffer(name);
            });
        }
    }

    /// The name that the schemas use.
    static String canonical(RuleBuilder rule, String name) {
        if (rule.context.buffers.knows(name)) return name;
        String other = OLD_NAMES.get(name);
        if (other != null) return other;
        return name;
    }

    /// Is it a buffer or a slot's keyword? Then it is taken.
    static boolean take(RuleBuilder rule, String name, String value) {
        String buffer = canonical(rule, name);
        if (!rule.context.buffers.knows(buffer)) {
            if (OLD_NAMES.containsKey(name)) known(rule, buffer);
            return false;
        }
        if (value == null) rule.current = known(rule, buffer);
        else value(rule, buffer, value);
        return true;
    }

    static BufferDraft known(RuleBuilder rule, String buffer) {
        known(rule, buffer, true);
        return rule.buffer(buffer);
    }

    /// Asks that of the field.
    ///
    /// @throws BadRule where no parser offers it
    static void test(RuleBuilder rule, FieldTest asked) {
        known(rule, asked.buffer(), true);
        rule.clauses.add(new Clause.Value(asked.buffer(), rule.context.buffers.sources(asked.buffer()), asked.test()));
    }

    private static void known(RuleBuilder rule, String buffer, boolean protocolKeyword) {
        if (!rule.context.buffers.knows(buffer)) {
            throw new BadRule("no parser here offers the buffer " + buffer, "leave the rule out until one does");
        }
        rule.protocolKeyword |= protocolKeyword;
    }

    /// `dns.opcode:4;`, `ftp.mode:active;`, `dns.rrtype:!A,all;`.
    private static void value(RuleBuilder rule, String buffer, String value) {
        List<BufferSource> sources = rule.context.buffers.sources(buffer);
        Map<String, Long> names = names(buffer, sources);
        if (buffer.startsWith("tls") && buffer.contains("cert_not")) {
            LongPredicate date = date(Text.required(value, buffer));
            rule.protocolKeyword = true;
            rule.clauses.add(new Clause.Value(
                    buffer, sources, values -> values.stream().anyMatch(v -> date.test(number(v)))));
            return;
        }
        boolean numeric = sources.stream().allMatch(BufferKeywords::isNumeric);
        rule.protocolKeyword = true;
        if (numeric) rule.clauses.add(IntegerList.clause(buffer, sources, value, names, BufferKeywords::number));
        else {
            String t = Text.required(value, buffer);
            boolean negated = t.startsWith("!");
            String wanted = RuleText.unquote(negated ? t.substring(1) : t);
            ValueTest test = values -> values.stream().anyMatch(v -> text(v).equalsIgnoreCase(wanted) != negated);
            rule.clauses.add(new Clause.Value(buffer, sources, test));
        }
    }

    private static Map<String, Long> names(String buffer, List<BufferSource> sources) {
        for (BufferSource source : sources) {
            if (source.path().isEmpty()) continue;
            Map<String, Long> names = source.path().getLast().values();
            if (!names.isEmpty()) return names;
        }
        return ValueNames.of(buffer);
    }

    private static LongPredicate date(String text) {
        try {
            return DateTest.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadRule(e.getMessage(), "write 2015, 2015-06-30 or 2015-06-30T12:00:00 after < or >");
        }
    }

    private static boolean isNumeric(BufferSource source) {
        if (source.path().isEmpty()) return false;
        return switch (source.path().getLast().kind()) {
            case NUMBER, NUMBER_LIST, FLAG, REAL -> true;
            case BYTES, TEXT, BYTES_LIST, TEXT_LIST, RECORD, RECORD_LIST, MAP, BODY -> false;
        };
    }

    /// @param index see [IntegerList]
    static boolean indexed(List<Object> values, String index, Predicate<Object> test) {
        return IntegerList.indexed(values, index, "", test);
    }

    private static long number(Object value) {
        return switch (value) {
            case Long number -> number;
            case Boolean flag -> flag ? 1 : 0;
            case Double real -> real.longValue();
            default -> -1;
        };
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.ISO_8859_1) : value.toString();
    }

    /// Names of a buffer's values, read once from `content/suricata/values.txt`.
    private static final class ValueNames {
        private static final Map<String, Map<String, Long>> ALL = new HashMap<>();
        private static final Map<String, Long> FLAGS =
                Map.of("true", 1L, "false", 0L, "yes", 1L, "no", 0L, "set", 1L, "unset", 0L);

        static {
            for (String line : Resource.lines("content/suricata/values.txt")) {
                String[] words = line.strip().split("\\s+");
                if (words.length != 3 || words[0].startsWith("#")) continue;
                ALL.computeIfAbsent(words[0], key -> new HashMap<>())
                        .put(words[1].toLowerCase(Locale.ROOT), Long.decode(words[2]));
            }
        }

        static Map<String, Long> of(String buffer) {
            return ALL.getOrDefault(buffer, FLAGS);
        }
    }

    /// Keywords on numbers of which a transaction may have several (user guide, "Integer Keywords"): `>5`, `!3,all`,
    /// `7,nb>2`, `4,0`, `4,-1,1:3`, `count >5`, and lists of named bits (`fin,!comp`).
    static final class IntegerList {
        private IntegerList() {}

        static Clause.Value clause(
                String buffer,
                List<BufferSource> sources,
                String value,
                Map<String, Long> names,
                ToLongFunction<Object> number) {
            String text = Text.required(value, buffer);
            if (text.toLowerCase(Locale.ROOT).startsWith("count")
                    && !names.containsKey(text.toLowerCase(Locale.ROOT))) {
                IntegerTest count =
                        Text.integerTest(text.substring("count".length()).strip(), buffer, Map.of());
                return new Clause.Value(buffer, sources, values -> count.holds(values.size()), true);
            }
            List<String> parts = Text.parts(text);
            if (bits(parts, buffer, names)) return named(buffer, sources, parts, names, number);
            IntegerTest test = Text.integerTest(parts.getFirst(), buffer, names);
            String index = parts.size() > 1 ? parts.get(1).toLowerCase(Locale.ROOT) : "any";
            String slice = parts.size() > 2 ? parts.get(2) : "";
            check(index, slice, buffer);
            boolean atEnd =
                    index.startsWith("all") || index.startsWith("nb") || index.contains("or") || !slice.isEmpty();
            return new Clause.Value(
                    buffer,
                    sources,
                    values -> indexed(values, index, slice, v -> test.holds(number.applyAsLong(v))),
                    atEnd);
        }

        /// Several names are a list of bits; so is one, where the keyword speaks of flags.
        private static boolean bits(List<String> parts, String buffer, Map<String, Long> names) {
            boolean several = parts.size() > 1 || buffer.endsWith("flags");
            return several
                    && parts.stream().allMatch(part -> names.containsKey(bare(part)))
                    && !names.containsKey("true");
        }

        private static String bare(String part) {
            return (part.startsWith("!") ? part.substring(1) : part).strip().toLowerCase(Locale.ROOT);
        }

        private static Clause.Value named(
                String buffer,
                List<BufferSource> sources,
                List<String> parts,
                Map<String, Long> names,
                ToLongFunction<Object> number) {
            long set = 0;
            long unset = 0;
            for (String part : parts) {
                if (part.startsWith("!")) unset |= names.get(bare(part));
                else set |= names.get(bare(part));
            }
            long mask = set | unset;
            long wanted = set;
            return new Clause.Value(
                    buffer, sources, values -> values.stream().anyMatch(v -> (number.applyAsLong(v) & mask) == wanted));
        }

        private static void check(String index, String slice, String buffer) {
            boolean known =
                    List.of("any", "all", "all1", "all_or_absent", "or_absent").contains(index)
                            || index.matches("-?[0-9]{1,9}")
                            || index.matches("oob_or\\s+-?[0-9]{1,9}");
            if (!known && index.startsWith("nb")) {
                Text.integerTest(index.substring(2).strip(), buffer, Map.of());
                known = true;
            }
            if (!known || !slice.isEmpty() && !slice.matches("-?[0-9]{1,9}:-?[0-9]{1,9}")) {
                throw new BadRule(
                        buffer + " knows no index " + index + (slice.isEmpty() ? "" : "," + slice),
                        "use any, all, all_or_absent, or_absent, nb>n, oob_or n, a place, and a slice from:to");
            }
        }

        /// @param index `any`, `all`, `all_or_absent`, `or_absent`, `nb` and a comparison, `oob_or` and a place, or a
        ///     place, counted from the end where negative
        /// @param slice `from:to` of the values that are looked at; empty for all
        static boolean indexed(List<Object> values, String index, String slice, Predicate<Object> test) {
            List<Object> looked = slice.isEmpty() ? values : slice(values, slice);
            String mode = index.toLowerCase(Locale.ROOT);
            return switch (mode) {
                case "any" -> looked.stream().anyMatch(test);
                case "or_absent" -> looked.isEmpty() || looked.stream().anyMatch(test);
                case "all", "all1" -> !looked.isEmpty() && looked.stream().allMatch(test);
                case "all_or_absent" -> looked.stream().allMatch(test);
                default -> {
                    if (mode.startsWith("nb")) {
                        long count = looked.stream().filter(test).count();
                        yield IntegerTest.parse(mode.substring(2), Map.of()).holds(count);
                    }
                    boolean outside = mode.startsWith("oob_or");
                    String place = outside ? mode.substring("oob_or".length()).strip() : mode;
                    if (!place.matches("-?[0-9]{1,9}")) yield looked.stream().anyMatch(test);
                    int at = Integer.parseInt(place);
                    if (at < 0) at += looked.size();
                    yield at >= 0 && at < looked.size() ? test.test(looked.get(at)) : outside;
                }
            };
        }

        /// A place outside of the list gives nothing.
        private static List<Object> slice(List<Object> values, String slice) {
            String[] bounds = slice.split(":");
            int from = Integer.parseInt(bounds[0]);
            int to = Integer.parseInt(bounds[1]);
            if (from < 0) from += values.size();
            if (to < 0) to += values.size();
            boolean inside = from >= 0 && to <= values.size() && from <= to;
            return inside ? new ArrayList<>(values.subList(from, to)) : List.of();
        }
    }
}
