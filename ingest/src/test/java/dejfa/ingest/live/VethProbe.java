package dejfa.ingest.live;

import dejfa.api.PacketBatch;
import dejfa.api.PacketSource;
import dejfa.ingest.capture.CaptureException;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/// Runs in a process of its own, in a network namespace with two pairs of joined interfaces (va-vb, vc-vd): sends on
/// one end, captures on the other, and prints what came.
///
/// Arguments: what to try.
final class VethProbe {
    private static final int SMALL_RING = 2 << 20;
    private static final int USUAL_RING = 64 << 20;
    private static final String MACS = "020000000002" + "020000000001";

    private VethProbe() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        switch (arguments[0]) {
            case "lanes" -> lanes();
            case "filter" -> filter();
            case "overload" -> overload();
            case "updown" -> upAndDown();
            case "many" -> many();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /// An IPv4 frame of UDP; the addresses end in these octets.
    private static byte[] frame(int from, int to, int bytes) {
        byte[] frame = new byte[bytes];
        HexFormat hex = HexFormat.of();
        byte[] head = hex.parseHex(MACS + "0800" + "4500002e00004000401100000a0000" + hex.toHexDigits((byte) from)
                + "0a0000" + hex.toHexDigits((byte) to) + "00350035001a0000");
        System.arraycopy(head, 0, frame, 0, head.length);
        return frame;
    }

    private static byte[] frame6(int from, int to) {
        HexFormat hex = HexFormat.of();
        String net = "20010db8000000000000000000000";
        return hex.parseHex(MACS + "86dd" + "6000000000083a40" + net + "0" + hex.toHexDigits((byte) from) + net + "0"
                + hex.toHexDigits((byte) to) + "8000000000010001");
    }

    /// Behind tags, or in a PPPoE session.
    private static byte[] behind(String type, byte[] frame) {
        byte[] head = HexFormat.of().parseHex(type);
        ByteBuffer all = ByteBuffer.allocate(frame.length + head.length);
        return all.put(frame, 0, 12).put(head).put(frame, 12, frame.length - 12).array();
    }

    private static byte[] pppoe(byte[] frame) {
        byte[] head = HexFormat.of().parseHex("8864" + "11000001" + "0030" + "0021");
        ByteBuffer all = ByteBuffer.allocate(frame.length + head.length - 2);
        return all.put(frame, 0, 12).put(head).put(frame, 14, frame.length - 14).array();
    }

    private static List<PacketSource> open(List<String> names, int sources, String filter, List<String> said)
            throws CaptureException {
        return open(names, sources, USUAL_RING, filter, said);
    }

    private static List<PacketSource> open(
            List<String> names, int sources, int ringBytes, String filter, List<String> said) throws CaptureException {
        return LiveCapture.open(names, sources, new LiveSettings(ringBytes, true, filter), said::add);
    }

    /// Both directions of a pair, in whatever they are wrapped, come out of one source.
    private static void lanes() throws IOException {
        List<PacketSource> sources = open(List.of("vb"), 3, "", new ArrayList<>());
        try (RawSender sender = new RawSender("va")) {
            for (int host = 1; host <= 40; host++) {
                for (byte[] one :
                        List.of(frame(host, 99, 60), frame(99, host, 60), frame6(host, 99), frame6(99, host))) {
                    sender.send(one, 1);
                    sender.send(behind("8100a007", one), 1);
                    sender.send(behind("88a80008" + "81000009", one), 1);
                }
                sender.send(pppoe(frame(host, 99, 60)), 1);
                sender.send(pppoe(frame(99, host, 60)), 1);
            }
        }
        Map<String, TreeSet<Integer>> lanesOf = new TreeMap<>();
        TreeSet<Integer> used = new TreeSet<>();
        long seen = 0;
        long received = 0;
        PacketBatch batch = new PacketBatch();
        for (int lane = 0; lane < sources.size(); lane++) {
            try (PacketSource source = sources.get(lane)) {
                for (int quiet = 0; quiet < 3; quiet += batch.count == 0 ? 1 : 0) {
                    seen += source.poll(batch);
                    for (int i = 0; i < batch.count; i++) {
                        used.add(lane);
                        lanesOf.computeIfAbsent(pair(batch, i), key -> new TreeSet<>())
                                .add(lane);
                    }
                }
                received += source.counters().get("capture.kernel_packets");
            }
        }
        long split = lanesOf.values().stream().filter(lanes -> lanes.size() > 1).count();
        System.out.println(
                "seen " + seen + " of " + received + " pairs " + lanesOf.size() + " split " + split + " lanes " + used);
    }

    /// The two hosts' numbers, the lower first, and the version; the last octet of an address is the host.
    private static String pair(PacketBatch batch, int i) {
        byte[] frame =
                batch.data[i].asSlice(batch.offsets[i], batch.frameBytes[i]).toArray(ValueLayout.JAVA_BYTE);
        String text = HexFormat.of().formatHex(frame);
        int four = text.indexOf("4500002e");
        int six = text.indexOf("60000000");
        int from = four >= 0 ? frame[four / 2 + 15] : frame[six / 2 + 23];
        int to = four >= 0 ? frame[four / 2 + 19] : frame[six / 2 + 39];
        return Math.min(from, to) + "-" + Math.max(from, to) + (four >= 0 ? " IPv4" : " IPv6");
    }

    private static void filter() throws IOException {
        List<PacketSource> sources = open(List.of("vb"), 1, "host 10.0.0.7 and udp", new ArrayList<>());
        try (PacketSource source = sources.getFirst();
                RawSender sender = new RawSender("va")) {
            for (int host = 1; host <= 20; host++) sender.send(frame(host, 99, 60), 1);
            System.out.println(
                    "seen " + drain(source, 5) + " of " + source.counters().get("capture.kernel_packets"));
        }
    }

    /// More than the ring holds before anybody reads: what is seen and what is dropped is what was sent.
    private static void overload() throws IOException {
        List<PacketSource> sources = open(List.of("vb"), 1, SMALL_RING, "", new ArrayList<>());
        int sent = 10_000;
        try (PacketSource source = sources.getFirst();
                RawSender sender = new RawSender("va")) {
            System.out.println("empty " + source.isFilledTo(50));
            sender.send(frame(1, 2, 1000), sent);
            System.out.println("full " + source.isFilledTo(50));
            source.stop();
            sender.send(frame(1, 2, 1000), 100);
            PacketBatch batch = new PacketBatch();
            long seen = source.poll(batch);
            source.leave();
            long after = source.poll(batch);
            Map<String, Long> counters = source.counters();
            long drops = counters.get("capture.kernel_drops");
            long left = counters.get("capture.left_out");
            System.out.println("sum " + (seen + drops + left == sent && after == 0) + " received "
                    + counters.get("capture.kernel_packets") + " all parts "
                    + (seen > 0 && drops > 1000 && left > 0 && source.dropped() == drops + left));
        }
    }

    private static void upAndDown() throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        try (PacketSource source = open(List.of("vb"), 1, "", said).getFirst()) {
            for (int round = 0; round < 2; round++) {
                ip("link", "set", "vb", "down");
                drain(source, 3);
                ip("link", "set", "vb", "up");
                // Looked at once a second.
                drain(source, 25);
            }
            try (RawSender sender = new RawSender("va")) {
                sender.send(frame(1, 2, 60), 5);
            }
            System.out.println("seen " + drain(source, 5) + " " + said + " " + source.complaints());
        }
    }

    /// Two interfaces, one source: what came first comes first.
    private static void many() throws IOException {
        try (PacketSource source =
                        open(List.of("vb", "vd"), 1, "", new ArrayList<>()).getFirst();
                RawSender a = new RawSender("va");
                RawSender c = new RawSender("vc")) {
            for (int i = 0; i < 50; i++) {
                a.send(frame(1, 2, 60), 1);
                c.send(frame(2, 1, 60), 1);
            }
            // Until both rings have handed over what they hold: only what waits is put in order.
            LockSupport.parkNanos(10 * RingSocket.BLOCK_TIMEOUT_MS * 1_000_000L);
            PacketBatch batch = new PacketBatch();
            StringBuilder order = new StringBuilder();
            for (int polls = 0; polls < 10; polls++) {
                source.poll(batch);
                for (int i = 0; i < batch.count; i++) order.append(batch.sources[i]);
            }
            System.out.println("order " + order.toString().equals("01".repeat(50)));
        }
    }

    private static long drain(PacketSource source, int polls) throws IOException {
        PacketBatch batch = new PacketBatch();
        long seen = 0;
        for (int i = 0; i < polls; i++) seen += Math.max(0, source.poll(batch));
        return seen;
    }

    private static void ip(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
