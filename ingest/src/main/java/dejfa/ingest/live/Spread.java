package dejfa.ingest.live;

import java.util.ArrayList;
import java.util.List;

/// The program by which the kernel spreads frames over the sockets of a group: a hash of the outermost address pair,
/// the same in both directions, so that related flows (an FTP session's data, fragments, both halves of a tap) meet in
/// one place. Frames without addresses go to the first socket. The kernel takes the answer modulo the number of
// sockets.
final class Spread {
    // include/uapi/linux/bpf_common.h
    private static final int LOAD_WORD = 0x20;
    private static final int LOAD_HALF = 0x28;
    private static final int JUMP_EQUAL = 0x15;
    private static final int TO_INDEX = 0x07;
    private static final int XOR_INDEX = 0xac;
    private static final int MULTIPLY = 0x24;
    private static final int SHIFT_RIGHT = 0x74;
    private static final int RETURN = 0x06;
    private static final int RETURN_ACCUMULATOR = 0x16;
    /// offsets from here on count from the network header, wherever the frame begins (SKF_NET_OFF)
    private static final int NETWORK = -0x100000;
    /// the frame's EtherType behind the first tag, in host order (SKF_AD_OFF + SKF_AD_PROTOCOL)
    private static final int ETHER_TYPE = -0x1000;

    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int TAG = 0x8100;
    private static final int SERVICE_TAG = 0x88a8;
    private static final int PPPOE = 0x8864;
    /// 2^32 by the golden ratio
    private static final int MIX = 0x9e37_79b1;

    private final List<Integer> code = new ArrayList<>();

    private Spread() {}

    /// Pairs as [Filter#program] takes them.
    static int[] program() {
        Spread spread = new Spread();
        spread.add(LOAD_WORD, ETHER_TYPE);
        spread.ip(IPV4, IPV6, 0);
        // A second tag: the kernel has taken off one only.
        spread.behind(TAG, 2, IPV4, IPV6, 4);
        spread.behind(SERVICE_TAG, 2, IPV4, IPV6, 4);
        spread.behind(PPPOE, 6, 0x0021, 0x0057, 8);
        spread.add(RETURN, 0);
        return spread.code.stream().mapToInt(Integer::intValue).toArray();
    }

    /// Where the type in hand is one of IP's: the answer. Otherwise goes on, with the type still in hand.
    private void ip(int four, int six, int at) {
        unless(four, pair(at + 12, 2));
        unless(six, pair(at + 8, 8));
    }

    /// Where the type in hand is `outer`, a further one follows at `typeAt`.
    private void behind(int outer, int typeAt, int four, int six, int at) {
        Spread inner = new Spread();
        inner.add(LOAD_HALF, NETWORK + typeAt);
        inner.ip(four, six, at);
        inner.add(RETURN, 0);
        unless(outer, inner.code);
    }

    private void unless(int type, List<Integer> then) {
        add(JUMP_EQUAL | then.size() / 2 << 24, type);
        code.addAll(then);
    }

    /// Exclusive or of all words of both addresses, mixed.
    private static List<Integer> pair(int at, int words) {
        Spread pair = new Spread();
        pair.add(LOAD_WORD, NETWORK + at);
        for (int i = 1; i < words; i++) {
            pair.add(TO_INDEX, 0);
            pair.add(LOAD_WORD, NETWORK + at + 4 * i);
            pair.add(XOR_INDEX, 0);
        }
        pair.add(MULTIPLY, MIX);
        pair.add(SHIFT_RIGHT, 16);
        pair.add(RETURN_ACCUMULATOR, 0);
        return pair.code;
    }

    private void add(int instruction, int operand) {
        code.add(instruction);
        code.add(operand);
    }
}
