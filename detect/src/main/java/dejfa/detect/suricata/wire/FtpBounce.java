package dejfa.detect.suricata.wire;

import dejfa.api.Packet;
import java.lang.foreign.ValueLayout;

/// A `PORT h1,h2,h3,h4,p1,p2` (RFC 959 §4.1.2) whose host is not the packet's sender.
public final class FtpBounce {
    /// `PORT ` and six numbers of three digits with their commas
    private static final int MAX_BYTES = 40;

    private FtpBounce() {}

    public static boolean holds(Packet p) {
        if (p.ipVersion != 4 || p.data == null || p.payloadBytes < 9) return false;
        StringBuilder text = new StringBuilder(MAX_BYTES);
        for (int i = 0; i < Math.min(p.payloadBytes, MAX_BYTES); i++) {
            text.append((char) (p.data.get(ValueLayout.JAVA_BYTE, p.payloadOffset + i) & 0xff));
        }
        if (!text.substring(0, 4).equalsIgnoreCase("port") || text.charAt(4) != ' ') return false;
        String[] numbers = text.substring(5).strip().split("[^0-9]+");
        if (numbers.length < 4) return false;
        long address = 0;
        for (int i = 0; i < 4; i++) {
            if (numbers[i].isEmpty() || numbers[i].length() > 3) return false;
            int octet = Integer.parseInt(numbers[i]);
            if (octet > 255) return false;
            address = address << 8 | octet;
        }
        return address != (p.sourceLow & 0xffff_ffffL);
    }
}
