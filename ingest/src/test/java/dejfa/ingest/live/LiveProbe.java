package dejfa.ingest.live;

import dejfa.api.PacketBatch;
import dejfa.api.PacketSource;
import dejfa.ingest.capture.CaptureException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/// Runs in a process of its own, inside a network namespace or without rights: captures on an interface while it
/// sends datagrams, and prints one line for each datagram seen.
///
/// Arguments: interface, target address, number of datagrams, and optionally a device to delete afterwards.
final class LiveProbe {
    static final int PORT = 47_808;

    private LiveProbe() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (PacketSource source = LiveCapture.open(arguments[0], new LiveSettings(4 << 20, true, ""))) {
            int count = Integer.parseInt(arguments[2]);
            send(arguments[1], count);
            int seen = receive(source, count, true);
            System.out.println("seen " + seen + " dropped " + source.dropped() + " clock " + (clock(source) > 0));
            if (arguments.length > 3) awaitEnd(source, arguments[3]);
        } catch (CaptureException e) {
            System.out.println("refused " + e.getMessage());
        }
    }

    static void send(String target, int count) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < count; i++) {
                byte[] text = ("datagram-" + i + ".").getBytes(StandardCharsets.US_ASCII);
                socket.send(new DatagramPacket(text, text.length, InetAddress.getByName(target), PORT));
            }
        }
    }

    /// @return datagrams of [#send] seen, each counted as often as it came
    static int receive(PacketSource source, int count, boolean print) throws IOException {
        PacketBatch batch = new PacketBatch();
        int seen = 0;
        for (int tries = 0; tries < 100 && seen < count; tries++) {
            int frames = source.poll(batch);
            for (int i = 0; i < frames; i++) {
                String text = text(batch.data[i], batch.offsets[i], batch.frameBytes[i]);
                int at = text.indexOf("datagram-");
                // The answer "port unreachable" quotes the datagram.
                boolean udp = text.length() > 23 && text.charAt(23) == 17;
                if (at < 0 || !udp) continue;
                seen++;
                if (print)
                    System.out.println(text.substring(at) + " vlan " + batch.vlans[i] + " link " + batch.linkTypes[i]);
            }
        }
        return seen;
    }

    private static String text(MemorySegment data, long offset, int bytes) {
        return new String(data.asSlice(offset, bytes).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
    }

    private static long clock(PacketSource source) throws IOException {
        PacketBatch batch = new PacketBatch();
        source.poll(batch);
        return batch.clockNs;
    }

    private static void awaitEnd(PacketSource source, String device) throws IOException, InterruptedException {
        new ProcessBuilder("ip", "link", "delete", device).inheritIO().start().waitFor();
        PacketBatch batch = new PacketBatch();
        int result = 0;
        for (int tries = 0; tries < 100 && result >= 0; tries++) result = source.poll(batch);
        System.out.println("end " + result + " " + source.complaints());
    }
}
