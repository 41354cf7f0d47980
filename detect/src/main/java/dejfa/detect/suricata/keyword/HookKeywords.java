package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.keyword.field.Text;
import dejfa.api.Direction;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.detect.suricata.data.Protocols;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.BufferSource;
import dejfa.detect.suricata.rule.Clause;
import dejfa.detect.suricata.rule.Subject;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// When a rule is asked: hooks in its header (`http1:request_headers`, `tcp:flow_start`), `app-layer-state`,
/// `ssl_state`; and what a TLS session says of itself beside its buffers.
final class HookKeywords {
    private static final long SECOND_NS = 1_000_000_000L;
    /// TLS by its words: versions as they stand in records (RFC 8446 §4.2.1), SSL 2 and 3.
    private static final Map<String, Long> VERSIONS = Map.of(
            "sslv2", 0x0200L, "sslv3", 0x0300L, "tls1.0", 0x0301L, "tls1.1", 0x0302L, "tls1.2", 0x0303L, "tls1.3",
            0x0304L);

    private HookKeywords() {}

    static void register(Map<String, Keyword> all) {
        all.put("app-layer-state", HookKeywords::state);
        all.put("ssl_state", HookKeywords::sslState);
        all.put("ssl_version", HookKeywords::sslVersion);
        all.put("tls_cert_expired", (rule, value) -> certificate(rule, false));
        all.put("tls_cert_valid", (rule, value) -> certificate(rule, true));
        // Keeping certificates is the operator's affair.
        for (String hint : List.of("tls.store", "tls_store")) all.put(hint, (rule, value) -> {});
    }

    /// @param protocol as the header names it
    static void hook(RuleBuilder rule, String protocol, String name) {
        if (Protocols.transport(protocol) == null) {
            rule.clauses.add(reached(protocol, name, 0));
            return;
        }
        switch (name) {
            case "flow_start" -> rule.packetTests.add(s -> s.flow != null && !s.ending && FlowKeywords.isFirst(s));
            case "all" -> {}
            case "pre_flow", "pre_stream" ->
                throw new BadRule("the hook " + name + " is for firewall rules, which are not run", "leave it out");
            default ->
                throw new BadRule("the hook " + name + " is not known", "use flow_start or all, or leave the hook out");
        }
    }

    /// `request_headers`, `>request_line`, `<response_body`.
    private static void state(RuleBuilder rule, String value) {
        String t = Text.required(value, "app-layer-state").strip().toLowerCase(Locale.ROOT);
        String protocol = rule.text.protocol();
        char first = t.charAt(0);
        if (first == '<' || first == '>' || first == '=') t = t.substring(1).strip();
        int more = first == '>' ? 1 : 0;
        Clause.Reached there = reached(protocol, t, more);
        rule.clauses.add(first == '<' ? new Clause.Reached(null, there.side(), 0, there.least()) : there);
        rule.protocolKeyword = true;
    }

    /// Progress as the parsers count it: lines 1, headers 2, bodies 3, trailers 4; TLS 10 hello, 20 certificate; SSH 10
    /// banner, 20 key exchange; 100 the end.
    private static Clause.Reached reached(String protocol, String name, int more) {
        boolean client = name.startsWith("request_") || name.startsWith("client_");
        boolean server = name.startsWith("response_") || name.startsWith("server_");
        String state = name.substring(name.indexOf('_') + 1);
        int least =
                switch (state) {
                    case "started", "in_progress", "banner_wait_eol" -> 0;
                    case "line" -> 1;
                    case "headers" -> 2;
                    case "body" -> 3;
                    case "trailer" -> 4;
                    case "hello", "hello_done", "banner_done" -> 10;
                    case "cert_done", "cert" -> 20;
                    case "complete", "finished", "done", "handshake_done", "data" -> Transaction.COMPLETE;
                    default -> -1;
                };
        if (!client && !server || least < 0) {
            throw new BadRule(
                    protocol + " has no state " + name, "use request_started, request_complete and their kin");
        }
        Direction side = client ? Direction.TO_SERVER : Direction.TO_CLIENT;
        return new Clause.Reached(null, side, least + more, Integer.MAX_VALUE);
    }

    /// `client_hello`, `server_hello`, `client_keyx`, `server_keyx`; of several the first that can come decides.
    private static void sslState(RuleBuilder rule, String value) {
        Clause.Reached earliest = null;
        for (String part : Text.required(value, "ssl_state").split("\\|")) {
            String state = part.strip().toLowerCase(Locale.ROOT);
            Clause.Reached one =
                    switch (state) {
                        case "client_hello" -> new Clause.Reached("tls", Direction.TO_SERVER, 10, Integer.MAX_VALUE);
                        case "server_hello" -> new Clause.Reached("tls", Direction.TO_CLIENT, 10, Integer.MAX_VALUE);
                        case "server_keyx" -> new Clause.Reached("tls", Direction.TO_CLIENT, 20, Integer.MAX_VALUE);
                        case "client_keyx" ->
                            new Clause.Reached("tls", Direction.TO_SERVER, Transaction.COMPLETE, Integer.MAX_VALUE);
                        case "unknown" -> new Clause.Reached("tls", Direction.TO_SERVER, 0, 10);
                        default ->
                            throw new BadRule(
                                    "ssl_state knows no " + part,
                                    "use client_hello, server_hello, client_keyx, server_keyx, unknown");
                    };
            if (earliest == null) earliest = one;
        }
        rule.clauses.add(earliest);
        rule.protocolKeyword = true;
    }

    private static void sslVersion(RuleBuilder rule, String value) {
        List<BufferSource> sources = rule.context.buffers.sources("tls.version");
        if (sources.isEmpty()) throw new BadRule("no parser here tells TLS versions", "leave the rule out");
        long[] wanted = new long[0];
        boolean negated = false;
        for (String part : Text.parts(Text.required(value, "ssl_version"))) {
            negated |= part.startsWith("!");
            Long version = VERSIONS.get(part.replace("!", "").strip().toLowerCase(Locale.ROOT));
            if (version == null) {
                throw new BadRule("ssl_version knows no " + part, "use sslv2, sslv3, tls1.0, tls1.1, tls1.2, tls1.3");
            }
            wanted = java.util.Arrays.copyOf(wanted, wanted.length + 1);
            wanted[wanted.length - 1] = version;
        }
        long[] versions = wanted;
        boolean not = negated;
        rule.protocolKeyword = true;
        rule.clauses.add(new Clause.Value(
                "tls.version",
                sources,
                values -> values.stream()
                        .anyMatch(v -> v instanceof Long one
                                && java.util.Arrays.stream(versions).anyMatch(version -> version == one) != not)));
    }

    /// The server's certificate, by the packet's time.
    private static void certificate(RuleBuilder rule, boolean valid) {
        List<BufferSource> sources = rule.context.buffers.sources("tls_cert_notafter");
        if (sources.isEmpty()) throw new BadRule("no parser here tells certificates' dates", "leave the rule out");
        rule.protocolKeyword = true;
        rule.clauses.add(new Clause.Value("tls_cert_notafter", sources, values -> !values.isEmpty()));
        rule.packetTests.add(s -> s.transaction != null && dated(s, valid));
    }

    private static boolean dated(Subject s, boolean valid) {
        Slots slots = s.transaction.slots;
        if (slots.schema().field("not_after_s") == null) return false;
        long now = s.packet.timeNs / SECOND_NS;
        long until = slots.number(slots.schema().field("not_after_s"), Long.MAX_VALUE);
        long from = slots.number(slots.schema().field("not_before_s"), Long.MIN_VALUE);
        return valid ? now >= from && now <= until : now > until;
    }
}
