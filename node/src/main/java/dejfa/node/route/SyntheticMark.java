package dejfa.node.route;

import dejfa.api.PacketBatch;
import java.lang.foreign.ValueLayout;

/// The range opens each capture with a frame of a local experimental EtherType (IEEE 802, 88B5) that says
/// `SYNTHETIC`: made traffic is called so wherever its results are shown.
final class SyntheticMark {
    private static final int ETHERTYPE = 0x88B5;
    private static final String WORD = "SYNTHETIC";

    private SyntheticMark() {}

    static boolean of(PacketBatch frames, int i) {
        long at = frames.offsets[i];
        if (frames.linkTypes[i] != 1 || frames.frameBytes[i] < 14 + WORD.length()) return false;
        if (octet(frames, i, at + 12) << 8 != (ETHERTYPE & 0xff00) || octet(frames, i, at + 13) != (ETHERTYPE & 0xff)) {
            return false;
        }
        for (int c = 0; c < WORD.length(); c++) if (octet(frames, i, at + 14 + c) != WORD.charAt(c)) return false;
        return true;
    }

    private static int octet(PacketBatch frames, int i, long at) {
        return frames.data[i].get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }
}
