package dejfa.node;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Cuts a classic little-endian pcap of Ethernet frames (the range's own) down to what one IPv4 address took part in.
final class PcapCut {
    private static final int FILE_HEADER_BYTES = 24;
    private static final int RECORD_HEADER_BYTES = 16;
    /// Of an IPv4 header behind an untagged Ethernet header.
    private static final int SOURCE_AT = 26;

    private PcapCut() {}

    static void between(Path from, Path to, String address) throws IOException {
        byte[] all = Files.readAllBytes(from);
        byte[] wanted = InetAddress.ofLiteral(address).getAddress();
        ByteBuffer header = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(all, 0, FILE_HEADER_BYTES);
        int at = FILE_HEADER_BYTES;
        while (at + RECORD_HEADER_BYTES <= all.length) {
            int length = header.getInt(at + 8);
            int frame = at + RECORD_HEADER_BYTES;
            if (isAt(all, frame + SOURCE_AT, wanted) || isAt(all, frame + SOURCE_AT + 4, wanted)) {
                out.write(all, at, RECORD_HEADER_BYTES + length);
            }
            at = frame + length;
        }
        Files.write(to, out.toByteArray());
    }

    /// The first packets of it, whole.
    static void first(Path from, Path to, int packets) throws IOException {
        byte[] all = Files.readAllBytes(from);
        ByteBuffer header = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        int at = FILE_HEADER_BYTES;
        for (int i = 0; i < packets; i++) at += RECORD_HEADER_BYTES + header.getInt(at + 8);
        Files.write(to, Arrays.copyOf(all, at));
    }

    private static boolean isAt(byte[] all, int at, byte[] wanted) {
        return at + 4 <= all.length && Arrays.equals(all, at, at + 4, wanted, 0, 4);
    }
}
