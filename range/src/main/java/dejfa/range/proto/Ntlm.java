package dejfa.range.proto;

import dejfa.range.wire.Dice;
import dejfa.range.wire.Octets;

/// The three NTLMSSP messages (MS-NLMP §2.2.1) inside SPNEGO (RFC 4178). The answers to the challenge are random.
final class Ntlm {
    private static final String MECHANISM = "2b06010401823702020a";
    private static final long FLAGS = 0xe2888215L;
    private static final byte[] WINDOWS_10 = {10, 0, (byte) 0x63, 0x45, 0, 0, 0, 15};

    private Ntlm() {}

    static byte[] offer() {
        return Der.tagged(
                0x60,
                Der.oid("2b0601050502"),
                Der.tagged(0xa0, Der.sequence(Der.tagged(0xa0, Der.sequence(Der.oid(MECHANISM))))));
    }

    static byte[] negotiate() {
        Octets message = new Octets().ascii("NTLMSSP\0").little32(1).little32(0xe2088297L);
        byte[] token = message.zeros(16).raw(WINDOWS_10).toBytes();
        return Der.tagged(
                0x60,
                Der.oid("2b0601050502"),
                Der.tagged(
                        0xa0,
                        Der.sequence(
                                Der.tagged(0xa0, Der.sequence(Der.oid(MECHANISM))),
                                Der.tagged(0xa2, Der.octets(token)))));
    }

    static byte[] challenge(String domain, String computer, long fileTime, Dice dice) {
        Octets pairs = new Octets();
        pair(pairs, 2, new Octets().wide(domain));
        pair(pairs, 1, new Octets().wide(computer));
        pair(pairs, 4, new Octets().wide(domain.toLowerCase(java.util.Locale.ROOT) + ".example"));
        pair(pairs, 7, new Octets().little64(fileTime));
        pair(pairs, 0, new Octets());
        byte[] target = new Octets().wide(domain).toBytes();
        Octets message = new Octets().ascii("NTLMSSP\0").little32(2);
        field(message, target.length, 56).little32(FLAGS).raw(dice.bytes(8)).zeros(8);
        field(message, pairs.length(), 56 + target.length)
                .raw(WINDOWS_10)
                .raw(target)
                .raw(pairs);
        return Der.tagged(
                0xa1,
                Der.sequence(
                        Der.tagged(0xa0, new byte[] {10, 1, 1}),
                        Der.tagged(0xa1, Der.oid(MECHANISM)),
                        Der.tagged(0xa2, Der.octets(message.toBytes()))));
    }

    static byte[] authenticate(String domain, String user, String computer, long fileTime, Dice dice) {
        byte[][] parts = {
            dice.bytes(24),
            proof(domain, computer, fileTime, dice),
            new Octets().wide(domain).toBytes(),
            new Octets().wide(user).toBytes(),
            new Octets().wide(computer).toBytes(),
            dice.bytes(16)
        };
        Octets message = new Octets().ascii("NTLMSSP\0").little32(3);
        Octets payload = new Octets();
        int[] offsets = new int[parts.length];
        // Names first, then the answers, as Windows lays them out.
        for (int i : new int[] {2, 3, 4, 0, 1, 5}) {
            offsets[i] = 88 + payload.length();
            payload.raw(parts[i]);
        }
        for (int i = 0; i < parts.length; i++) field(message, parts[i].length, offsets[i]);
        message.little32(FLAGS).raw(WINDOWS_10).raw(dice.bytes(16)).raw(payload);
        return Der.tagged(0xa1, Der.sequence(Der.tagged(0xa2, Der.octets(message.toBytes()))));
    }

    /// The NTLMv2 answer: a (random) proof and the client's challenge (MS-NLMP §2.2.2.7).
    private static byte[] proof(String domain, String computer, long fileTime, Dice dice) {
        Octets out = new Octets().raw(dice.bytes(16)).u8(1).u8(1).zeros(6).little64(fileTime);
        out.raw(dice.bytes(8)).zeros(4);
        pair(out, 2, new Octets().wide(domain));
        pair(out, 1, new Octets().wide(computer));
        pair(out, 7, new Octets().little64(fileTime));
        pair(out, 0, new Octets());
        return out.zeros(4).toBytes();
    }

    static byte[] accepted() {
        return Der.tagged(0xa1, Der.sequence(Der.tagged(0xa0, new byte[] {10, 1, 0})));
    }

    private static void pair(Octets out, int id, Octets value) {
        out.little16(id).little16(value.length()).raw(value);
    }

    private static Octets field(Octets out, int length, int offset) {
        return out.little16(length).little16(length).little32(offset);
    }
}
