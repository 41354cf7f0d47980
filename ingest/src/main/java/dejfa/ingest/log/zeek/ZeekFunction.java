package dejfa.ingest.log.zeek;

import dejfa.api.EveJson;
import dejfa.ingest.log.Masks;
import dejfa.ingest.log.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How columns of Zeek become a value of ours. A column that the line lacks is null.
enum ZeekFunction {
    /// the column itself
    PLAIN {
        @Override
        Object apply(List<String> values) {
            return values.getFirst();
        }
    },
    /// a set or vector
    LIST {
        @Override
        Object apply(List<String> values) {
            return values.getFirst() == null ? null : List.of(values.getFirst().split(ZeekLine.SEPARATOR));
        }
    },
    /// the first of a set or vector, or of several columns
    FIRST {
        @Override
        Object apply(List<String> values) {
            for (String value : values) if (value != null) return value.split(ZeekLine.SEPARATOR, 2)[0];
            return null;
        }
    },
    LOWER {
        @Override
        Object apply(List<String> values) {
            return values.getFirst() == null ? null : values.getFirst().toLowerCase(Locale.ROOT);
        }
    },
    /// `constant(word)`: the word itself, no column
    CONSTANT {
        @Override
        Object apply(List<String> values) {
            throw new IllegalStateException("a constant has no column");
        }
    },
    /// a URL whose query's secrets are masked
    MASKED_URL {
        @Override
        Object apply(List<String> values) {
            return values.getFirst() == null ? null : Masks.url(values.getFirst());
        }
    },
    /// `nanoseconds(ts)`
    NANOSECONDS {
        @Override
        Object apply(List<String> values) {
            long ns = ZeekTime.ns(values.getFirst());
            return ns < 0 ? null : ns;
        }
    },
    /// `moment(ts)`: as EVE spells times
    MOMENT {
        @Override
        Object apply(List<String> values) {
            long ns = ZeekTime.ns(values.getFirst());
            return ns < 0 ? null : EveJson.time(ns);
        }
    },
    /// `end(ts, duration)`
    END {
        @Override
        Object apply(List<String> values) {
            long ns = ZeekTime.end(values.getFirst(), values.get(1));
            return ns < 0 ? null : EveJson.time(ns);
        }
    },
    /// `seconds(duration)`: whole ones
    SECONDS {
        @Override
        Object apply(List<String> values) {
            return Math.max(0, ZeekTime.span(values.getFirst())) / 1_000_000_000L;
        }
    },
    /// `handshake(conn_state, history)`: seen whole. Zeek's history has capitals for the originator: S its SYN, h
    /// the answer to it, A its acknowledgement.
    HANDSHAKE {
        @Override
        Object apply(List<String> values) {
            String state = values.getFirst();
            String history = values.get(1);
            if (state == null
                    || List.of("S0", "REJ", "SH", "SHR", "RSTOS0", "RSTRH", "OTH")
                            .contains(state)) return false;
            return history == null || history.contains("h") && (history.contains("A") || history.contains("D"));
        }
    },
    /// `state(conn_state)`: in EVE's words
    STATE {
        @Override
        Object apply(List<String> values) {
            if (values.getFirst() == null) return null;
            return switch (values.getFirst()) {
                case "S0", "REJ", "SH", "RSTOS0" -> "new";
                case "S1", "S2", "S3", "OTH" -> "established";
                default -> "closed";
            };
        }
    },
    /// `answered(proto, conn_state, history, orig_pkts, resp_pkts)`: TCP by its handshake, all else by any packet
    /// back
    ANSWERED {
        @Override
        Object apply(List<String> values) {
            if ("tcp".equals(values.getFirst())) return HANDSHAKE.apply(values.subList(1, 3));
            return some(values.get(3)) && some(values.get(4));
        }

        private static boolean some(String count) {
            return count != null && Values.number(count) > 0;
        }
    },
    /// `tls_version(version)`: `TLSv12` as `TLS 1.2`
    TLS_VERSION {
        @Override
        Object apply(List<String> values) {
            String version = values.getFirst();
            if (version == null || !version.startsWith("TLSv1")) return version;
            return version.length() == 6 ? "TLS 1." + version.charAt(5) : "TLSv1";
        }
    },
    /// `question(query, qtype_name)`
    QUESTION {
        @Override
        Object apply(List<String> values) {
            if (values.getFirst() == null) return null;
            Map<String, Object> question = new LinkedHashMap<>();
            question.put("rrname", values.getFirst());
            if (values.get(1) != null) question.put("rrtype", values.get(1));
            return List.of(question);
        }
    },
    /// `answers(query, answers, TTLs)`. Zeek tells the data alone: an address is A or AAAA, `TXT 5 …` is TXT, what
    /// else is a name stands for CNAME.
    ANSWERS {
        @Override
        Object apply(List<String> values) {
            if (values.get(1) == null) return null;
            String[] ttls =
                    values.get(2) == null ? new String[0] : values.get(2).split(ZeekLine.SEPARATOR);
            List<Object> all = new ArrayList<>();
            for (String data : values.get(1).split(ZeekLine.SEPARATOR)) {
                Map<String, Object> answer = new LinkedHashMap<>();
                if (values.getFirst() != null) answer.put("rrname", values.getFirst());
                answer.put("rrtype", type(data));
                answer.put("rdata", data);
                long ttl = all.size() < ttls.length ? ZeekTime.span(ttls[all.size()]) : -1;
                if (ttl >= 0) answer.put("ttl", ttl / 1_000_000_000L);
                all.add(answer);
            }
            return all;
        }

        private static String type(String data) {
            if (Values.address(data) != null) return data.indexOf(':') < 0 ? "A" : "AAAA";
            return data.startsWith("TXT ") ? "TXT" : "CNAME";
        }
    },
    /// `smb_command(action)`: what Zeek saw of a file as the command that does it
    SMB_COMMAND {
        @Override
        Object apply(List<String> values) {
            if (values.getFirst() == null) return null;
            return switch (values.getFirst()) {
                case "SMB::FILE_READ" -> "SMB2_COMMAND_READ";
                case "SMB::FILE_WRITE" -> "SMB2_COMMAND_WRITE";
                case "SMB::FILE_CLOSE" -> "SMB2_COMMAND_CLOSE";
                case "SMB::FILE_RENAME", "SMB::FILE_DELETE" -> "SMB2_COMMAND_SET_INFO";
                default -> "SMB2_COMMAND_CREATE";
            };
        }
    };

    abstract Object apply(List<String> values);

    static ZeekFunction byName(String name) {
        for (ZeekFunction one : values()) if (one.word().equals(name) && one != PLAIN) return one;
        return null;
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (ZeekFunction one : values()) if (one != PLAIN) names.add(one.word());
        return names;
    }
}
