package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.keyword.field.Text;
import dejfa.api.Packet;
import dejfa.detect.suricata.match.IntegerTest;
import dejfa.detect.suricata.match.VlanTags;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.wire.CountryTest;
import dejfa.detect.suricata.wire.FtpBounce;
import dejfa.detect.suricata.wire.IpProtocols;
import dejfa.detect.suricata.wire.SctpChunks;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/// Keywords that look at the packet's headers (user guide, "Header Keywords").
final class PacketKeywords {
    private PacketKeywords() {}

    static void register(Map<String, Keyword> all) {
        number(all, "dsize", p -> true, p -> p.payloadBytes, true);
        number(all, "ttl", p -> p.ipVersion != 0, p -> p.ipTtl, false);
        all.put("tos", PacketKeywords::tos);
        number(all, "id", p -> p.ipVersion == 4, p -> p.ipId, false);
        number(all, "itype", PacketKeywords::isIcmp, p -> p.icmpType, false);
        number(all, "icode", PacketKeywords::isIcmp, p -> p.icmpCode, false);
        number(all, "icmp_id", PacketKeywords::isIcmp, p -> p.icmpId, false);
        number(all, "icmp_seq", PacketKeywords::isIcmp, p -> p.icmpSequence, false);
        for (String prefix : new String[] {"", "tcp."}) {
            number(all, prefix + "ack", PacketKeywords::isTcp, p -> p.tcpAcknowledgment, true);
            number(all, prefix + "seq", PacketKeywords::isTcp, p -> p.tcpSequence, true);
            number(all, prefix + "window", PacketKeywords::isTcp, p -> p.tcpWindow, true);
        }
        number(all, "tcp.mss", p -> isTcp(p) && p.tcpMss >= 0, p -> p.tcpMss, true);
        number(all, "tcp.wscale", p -> isTcp(p) && p.tcpWindowScale >= 0, p -> p.tcpWindowScale, true);
        all.put("vlan.id", PacketKeywords::vlan);
        number(all, "vlan.layers", p -> true, p -> p.vlanCount, false);
        number(all, "igmp.type", p -> p.protocol == 2 && p.transportOffset >= 0, PacketKeywords::igmpType, false);
        number(all, "sctp.vtag", SctpChunks::isSctp, SctpChunks::verificationTag, true);
        number(all, "sctp.chunk_cnt", SctpChunks::isSctp, SctpChunks::count, true);
        all.put("sctp.chunk_type", PacketKeywords::chunkType);
        number(all, "icmpv6.mtu", PacketKeywords::hasMtu, PacketKeywords::mtu, true);
        all.put("geoip", PacketKeywords::geo);
        all.put("ftpbounce", PacketKeywords::ftpBounce);
        all.put("fragoffset", (rule, value) -> fragmentOffset(rule, value));
        all.put("ip_proto", PacketKeywords::protocol);
        all.put(
                "sameip",
                (rule, value) -> rule.packetTests.add(s -> s.packet.ipVersion != 0
                        && s.packet.sourceHigh == s.packet.destinationHigh
                        && s.packet.sourceLow == s.packet.destinationLow));
        all.put("flags", PacketKeywords::flags);
        all.put("tcp.flags", PacketKeywords::flags);
        all.put("fragbits", PacketKeywords::fragmentBits);
        all.put("ipopts", PacketKeywords::options);
        checksum(all, "ipv4-csum", p -> p.ipVersion == 4, true);
        checksum(all, "tcpv4-csum", p -> p.ipVersion == 4 && isTcp(p), false);
        checksum(all, "tcpv6-csum", p -> p.ipVersion == 6 && isTcp(p), false);
        checksum(all, "udpv4-csum", p -> p.ipVersion == 4 && p.protocol == 17, false);
        checksum(all, "udpv6-csum", p -> p.ipVersion == 6 && p.protocol == 17, false);
        checksum(all, "icmpv4-csum", p -> p.protocol == 1, false);
        checksum(all, "icmpv6-csum", p -> p.protocol == 58, false);
        checksum(all, "igmp-csum", p -> p.protocol == 2, false);
        all.put("decode-event", (rule, value) -> rule.packetEvent = Text.required(value, "decode-event"));
        all.put("stream-event", (rule, value) -> rule.packetEvent = "stream." + Text.required(value, "stream-event"));
    }

    /// A question about a packet.
    @FunctionalInterface
    private interface Has {
        boolean test(Packet packet);
    }

    private static void number(
            Map<String, Keyword> all, String name, Has has, ToLongFunction<Packet> number, boolean needsPacket) {
        all.put(name, (rule, value) -> {
            IntegerTest test = Text.integerTest(value, name, Map.of());
            rule.needsPacket |= needsPacket;
            rule.packetTests.add(s -> !s.ending && has.test(s.packet) && test.holds(number.applyAsLong(s.packet)));
        });
    }

    private static boolean isIcmp(Packet p) {
        return p.protocol == 1 || p.protocol == 58;
    }

    private static boolean isTcp(Packet p) {
        return p.protocol == 6;
    }

    /// Rules write hexadecimal as `x88`.
    private static void tos(RuleBuilder rule, String value) {
        String text = Text.required(value, "tos").strip().replaceFirst("^(!?)x", "$10x");
        IntegerTest test = Text.integerTest(text, "tos", Map.of());
        rule.packetTests.add(s -> s.packet.ipVersion == 4 && test.holds(s.packet.ipTos));
    }

    private static void chunkType(RuleBuilder rule, String value) {
        IntegerTest test = Text.integerTest(value, "sctp.chunk_type", SctpChunks.NAMES);
        rule.needsPacket = true;
        rule.packetTests.add(
                s -> !s.ending && SctpChunks.isSctp(s.packet) && SctpChunks.anyType(s.packet, test::holds));
    }

    /// Packet too big (RFC 4443 §3.2): the MTU stands where others have id and sequence.
    private static boolean hasMtu(Packet p) {
        return p.protocol == 58 && p.icmpType == 2 && p.transportOffset >= 0;
    }

    private static long mtu(Packet p) {
        return (long) p.icmpId << 16 | p.icmpSequence;
    }

    /// `src,RU`, `both,CN,RU`, `any,!US`: addresses of which the database knows no country never match.
    private static void geo(RuleBuilder rule, String value) {
        CountryTest test = CountryTest.parse(Text.required(value, "geoip"), rule.context.countries());
        rule.packetTests.add(s -> s.packet.ipVersion != 0 && test.holds(s.packet));
    }

    /// A PORT command that names another host than its sender (RFC 2577 §3).
    private static void ftpBounce(RuleBuilder rule, String value) {
        rule.needsPacket = true;
        rule.packetTests.add(s -> !s.ending && isTcp(s.packet) && FtpBounce.holds(s.packet));
    }

    private static long igmpType(Packet p) {
        return p.data.get(ValueLayout.JAVA_BYTE, p.transportOffset) & 0xff;
    }

    /// `vlan.id:200,0`: the layer after the comma, any without it; -1 is the innermost.
    private static void vlan(RuleBuilder rule, String value) {
        String[] parts = Text.required(value, "vlan.id").split(",", 2);
        IntegerTest test = Text.integerTest(parts[0], "vlan.id", Map.of());
        String index = parts.length > 1 ? parts[1].strip() : "any";
        rule.packetTests.add(s -> BufferKeywords.indexed(VlanTags.of(s.packet), index, tag -> test.holds((Long) tag)));
    }

    private static void fragmentOffset(RuleBuilder rule, String value) {
        IntegerTest test = Text.integerTest(value, "fragoffset", Map.of());
        // In units of 8 bytes, as in the header.
        rule.packetTests.add(s -> s.packet.ipVersion != 0 && test.holds(s.packet.ipFragmentOffset / 8));
    }

    private static void protocol(RuleBuilder rule, String value) {
        IntegerTest test = Text.integerTest(value, "ip_proto", IpProtocols.NAMES);
        rule.packetTests.add(s -> s.packet.ipVersion != 0 && test.holds(s.packet.protocol));
    }

    private static void checksum(Map<String, Keyword> all, String name, Has has, boolean ofIp) {
        all.put(name, (rule, value) -> {
            boolean wantBad =
                    switch (Text.required(value, name).toLowerCase(Locale.ROOT)) {
                        case "invalid" -> true;
                        case "valid" -> false;
                        default -> throw new BadRule(name + " is valid or invalid", "write " + name + ":invalid;");
                    };
            rule.needsPacket = true;
            rule.packetTests.add(s -> !s.ending
                    && has.test(s.packet)
                    && (ofIp ? s.packet.ipChecksumBad : s.packet.transportChecksumBad) == wantBad);
        });
    }

    /// `S`, `SA`, `+S`, `*SF`, `!S`, `0`, `S,12`: flags after the comma are not looked at.
    private static void flags(RuleBuilder rule, String value) {
        String[] parts = Text.required(value, "flags").split(",", 2);
        Modified wanted = Modified.parse(parts[0], "FSRPAUECN12", PacketKeywords::flagBit, "flags");
        int ignored =
                parts.length == 1 ? 0 : Modified.parse(parts[1], "FSRPAUECN12", PacketKeywords::flagBit, "flags").bits;
        rule.needsPacket = true;
        rule.packetTests.add(s -> !s.ending && isTcp(s.packet) && wanted.holds(s.packet.tcpFlags & 0xff & ~ignored));
    }

    private static int flagBit(char c) {
        return switch (c) {
            case 'F' -> 1;
            case 'S' -> 2;
            case 'R' -> 4;
            case 'P' -> 8;
            case 'A' -> 16;
            case 'U' -> 32;
            case 'E', '2' -> 64;
            case 'C', '1' -> 128;
            default -> 0;
        };
    }

    private static void fragmentBits(RuleBuilder rule, String value) {
        // `M+D` is M, as Suricata reads it: what follows a sign in the middle is not looked at.
        String given = Text.required(value, "fragbits").replaceFirst("(?<=[MDRmdr])[+*!].*[MDRmdr].*$", "");
        Modified wanted = Modified.parse(
                given,
                "MDR",
                c -> switch (c) {
                    case 'M' -> 1;
                    case 'D' -> 2;
                    default -> 4;
                },
                "fragbits");
        rule.packetTests.add(s -> s.packet.ipVersion == 4 && wanted.holds(s.packet.ipFlags));
    }

    /// Bits with a modifier: exactly these, at least these (`+`), any of these (`*` or `-`), not these (`!`).
    private record Modified(char modifier, int bits) {
        static Modified parse(String text, String letters, ToBit bit, String keyword) {
            char modifier = '=';
            int bits = 0;
            for (char c : text.toUpperCase(Locale.ROOT).toCharArray()) {
                if ("+*!-".indexOf(c) >= 0) modifier = c;
                else if (letters.indexOf(c) >= 0) bits |= bit.of(c);
                else if (c != '0' && c != ' ') {
                    throw new BadRule(keyword + " knows no " + c, "use of " + letters + " with + * or !");
                }
            }
            return new Modified(modifier, bits);
        }

        boolean holds(int value) {
            return switch (modifier) {
                case '+' -> (value & bits) == bits;
                case '*', '-' -> (value & bits) != 0;
                case '!' -> (value & bits) != bits;
                default -> value == bits;
            };
        }
    }

    /// A letter's bit.
    @FunctionalInterface
    private interface ToBit {
        int of(char letter);
    }

    /// IPv4 options by their usual short names (RFC 791 §3.1, RFC 1108, RFC 2113).
    private static void options(RuleBuilder rule, String value) {
        String name = Text.required(value, "ipopts").toLowerCase(Locale.ROOT);
        int kind =
                switch (name) {
                    case "rr" -> 7;
                    case "eol" -> 0;
                    case "nop" -> 1;
                    case "ts" -> 68;
                    case "sec" -> 130;
                    case "esec" -> 133;
                    case "lsrr" -> 131;
                    case "ssrr" -> 137;
                    case "satid" -> 136;
                    case "qs" -> 25;
                    case "cipso" -> 134;
                    case "rtralt" -> 148;
                    case "any" -> -1;
                    default -> throw new BadRule("ipopts knows no " + name, "see the user guide on ipopts");
                };
        rule.packetTests.add(s -> !s.ending && hasOption(s.packet, kind));
    }

    private static boolean hasOption(Packet p, int wanted) {
        if (p.ipVersion != 4 || p.ipHeaderBytes <= 20 || p.data == null) return false;
        int at = 20;
        while (at < p.ipHeaderBytes) {
            int kind = p.data.get(ValueLayout.JAVA_BYTE, p.ipOffset + at) & 0xff;
            if (kind == wanted || wanted < 0) return true;
            if (kind == 0) return false;
            if (kind == 1) at++;
            else {
                if (at + 1 >= p.ipHeaderBytes) return false;
                int length = p.data.get(ValueLayout.JAVA_BYTE, p.ipOffset + at + 1) & 0xff;
                if (length < 2) return false;
                at += length;
            }
        }
        return false;
    }
}
