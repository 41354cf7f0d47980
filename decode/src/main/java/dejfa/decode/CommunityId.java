package dejfa.decode;

import dejfa.api.Address;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// Community ID flow hash, version 1 (github.com/corelight/community-id-spec): one name for a flow in all
/// tools.
public final class CommunityId {
    /// To look it up costs more than the digest.
    private static final ThreadLocal<MessageDigest> SHA_1 = ThreadLocal.withInitial(CommunityId::sha1);

    private CommunityId() {}

    /// @param seed 0 by default, unsigned 16 bits
    /// @param sourcePort ICMP: the type
    /// @param destinationPort ICMP: the code
    public static String v1(
            int seed, Address source, Address destination, int protocol, int sourcePort, int destinationPort) {
        boolean ports = protocol == 6 || protocol == 17 || protocol == 132 || protocol == 1 || protocol == 58;
        int left = sourcePort;
        int right = destinationPort;
        boolean oneWay = false;
        if (protocol == 1 || protocol == 58) {
            int answer = protocol == 1 ? counterpart(sourcePort) : counterpartV6(sourcePort);
            oneWay = answer < 0;
            right = oneWay ? destinationPort : answer;
        }
        int order = source.compareTo(destination);
        boolean swap = !oneWay && (order > 0 || order == 0 && left > right);
        byte[] bytes = new byte[2 + 32 + 2 + 4];
        int at = put16(bytes, 0, seed);
        at = put(bytes, at, swap ? destination : source);
        at = put(bytes, at, swap ? source : destination);
        bytes[at++] = (byte) protocol;
        bytes[at++] = 0;
        if (ports) {
            at = put16(bytes, at, swap ? right : left);
            at = put16(bytes, at, swap ? left : right);
        }
        return "1:" + Base64.getEncoder().encodeToString(digest(bytes, at));
    }

    private static byte[] digest(byte[] bytes, int length) {
        MessageDigest sha1 = SHA_1.get();
        sha1.update(bytes, 0, length);
        return sha1.digest();
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private static int put16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 8);
        bytes[at + 1] = (byte) value;
        return at + 2;
    }

    private static int put(byte[] bytes, int start, Address address) {
        int at = start;
        if (!address.isV4()) for (int i = 56; i >= 0; i -= 8) bytes[at++] = (byte) (address.high() >>> i);
        for (int i = address.isV4() ? 24 : 56; i >= 0; i -= 8) bytes[at++] = (byte) (address.low() >>> i);
        return at;
    }

    /// The type that answers this one, as the specification's table has it; -1: messages of this type have no
    /// answer.
    private static int counterpart(int type) {
        return switch (type) {
            case 0 -> 8;
            case 8 -> 0;
            case 9 -> 10;
            case 10 -> 9;
            case 13 -> 14;
            case 14 -> 13;
            case 15 -> 16;
            case 16 -> 15;
            case 17 -> 18;
            case 18 -> 17;
            default -> -1;
        };
    }

    private static int counterpartV6(int type) {
        return switch (type) {
            case 128 -> 129;
            case 129 -> 128;
            case 130 -> 131;
            case 131 -> 130;
            case 133 -> 134;
            case 134 -> 133;
            case 135 -> 136;
            case 136 -> 135;
            case 139 -> 140;
            case 140 -> 139;
            case 144 -> 145;
            case 145 -> 144;
            default -> -1;
        };
    }
}
