package dejfa.node.fuzz;

import dejfa.range.Background;
import dejfa.range.Ranges;
import dejfa.testkit.Project;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Makes the seeds in `src/test/resources/dejfa/node/fuzz` anew out of the range's scenarios: for each parser the
/// start of a few conversations on its port, a few frames for the decoder, a small capture. `SeedMaker FOLDER`.
public final class SeedMaker {
    private static final Map<String, Integer> PORTS = new LinkedHashMap<>();
    /// conversations taken of each protocol, and bytes of each
    private static final int CONVERSATIONS = 3;

    private static final int MOST_BYTES = 2_000;

    static {
        PORTS.put("http", 80);
        PORTS.put("tls", 443);
        PORTS.put("dns", 53);
        PORTS.put("ssh", 22);
        PORTS.put("ftp", 21);
        PORTS.put("smtp", 25);
        PORTS.put("smb", 445);
        PORTS.put("ntp", 123);
        PORTS.put("gh0st", 0);
    }

    private SeedMaker() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path made = Files.createTempDirectory("dejfa-seeds");
        for (String name : List.of("egov-espionage", "dns-tunnel", "ssh-guessing", "s7-stop")) {
            Ranges.make(name, made, 27, 0.3, Background.LOW, line -> {});
        }
        List<byte[]> frames = frames(made.resolve("egov-espionage.pcap"));
        for (String name : List.of("dns-tunnel", "ssh-guessing", "s7-stop")) {
            frames.addAll(frames(made.resolve(name + ".pcap")));
        }
        Map<String, ByteArrayOutputStream> talks = talks(frames);
        PORTS.forEach((name, port) -> parser(folder.resolve(ParserTarget.FOLDER + name), name, port, talks));
        ownCases(folder);
        engine(folder.resolve("EngineFuzz"), talks);
        capture(folder.resolve("CaptureFuzz"), made.resolve("dns-tunnel.pcap"));
        log(folder.resolve("LogFuzz"), made.resolve("iis.log"), "iis");
        log(folder.resolve("LogFuzz"), made.resolve("windows.jsonl"), "windows");
        decoder(folder.resolve("DecoderFuzz"), frames);
    }

    /// The conversations of each protocol's own cases.
    private static void ownCases(Path folder) throws IOException {
        Path sources = Project.root().resolve("protocols/src/main/java/dejfa/protocols");
        List<Path> captures;
        try (Stream<Path> all = Files.find(sources, 4, (path, kind) -> path.endsWith("in.pcap"))) {
            captures = all.sorted().toList();
        }
        for (Path capture : captures) {
            Path home = capture.getParent();
            String protocol = home.getParent().getParent().getFileName().toString();
            if (PORTS.containsKey(protocol)) continue;
            int taken = 0;
            for (ByteArrayOutputStream talk : talks(frames(capture)).values()) {
                if (taken++ == 0) {
                    write(
                            folder.resolve(ParserTarget.FOLDER + protocol),
                            "case-" + home.getFileName(),
                            talk.toByteArray());
                }
            }
        }
    }

    static List<byte[]> frames(Path capture) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(capture)).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> frames = new ArrayList<>();
        in.position(24);
        while (in.remaining() >= 16) {
            in.position(in.position() + 8);
            byte[] frame = new byte[in.getInt()];
            in.getInt();
            in.get(frame);
            frames.add(frame);
        }
        return frames;
    }

    /// By transport, client, its port and the server's port: the chunks of [ParserTarget].
    private static Map<String, ByteArrayOutputStream> talks(List<byte[]> frames) {
        Map<String, ByteArrayOutputStream> talks = new LinkedHashMap<>();
        for (byte[] bytes : frames) {
            ByteBuffer frame = ByteBuffer.wrap(bytes);
            if (bytes.length < 42 || frame.getShort(12) != 0x0800) continue;
            int protocol = bytes[23];
            int transport = 14 + (bytes[14] & 15) * 4;
            int payload = protocol == 6 ? transport + (bytes[transport + 12] >> 4 & 15) * 4 : transport + 8;
            int end = 14 + (frame.getShort(16) & 0xffff);
            if (protocol != 6 && protocol != 17 || payload >= end) continue;
            int from = frame.getShort(transport) & 0xffff;
            int to = frame.getShort(transport + 2) & 0xffff;
            boolean toServer = to < from || to == from;
            String client = protocol + " " + frame.getInt(toServer ? 26 : 30) + " " + Math.max(from, to);
            String key = client + " " + Math.min(from, to);
            ByteArrayOutputStream talk = talks.computeIfAbsent(key, any -> new ByteArrayOutputStream());
            chunks(talk, toServer ? 0 : ParserTarget.TO_CLIENT, Arrays.copyOfRange(bytes, payload, end));
        }
        return talks;
    }

    private static void chunks(ByteArrayOutputStream talk, int flags, byte[] bytes) {
        for (int at = 0; at < bytes.length && talk.size() < MOST_BYTES; ) {
            int length = Math.min(255, bytes.length - at);
            talk.write(flags);
            talk.write(length);
            talk.write(bytes, at, length);
            at += length;
        }
    }

    private static void parser(Path folder, String name, int port, Map<String, ByteArrayOutputStream> talks) {
        int taken = 0;
        for (Map.Entry<String, ByteArrayOutputStream> talk : talks.entrySet()) {
            int served = Integer.parseInt(talk.getKey().substring(talk.getKey().lastIndexOf(' ') + 1));
            // gh0st has no port of its own; its second byte after the chunk's head starts a printable tag.
            boolean fits = port != 0
                    ? served == port
                    : !PORTS.containsValue(served) && talk.getKey().startsWith("6 ") && served != 8080;
            if (fits && taken < CONVERSATIONS) {
                write(folder, "range-" + ++taken, talk.getValue().toByteArray());
            }
        }
        if (taken == 0) System.err.println("no conversation of " + name);
    }

    private static void engine(Path folder, Map<String, ByteArrayOutputStream> talks) {
        int[] tcp = {80, 443, 22, 21, 25, 445};
        for (int i = 0; i < tcp.length; i++) {
            for (Map.Entry<String, ByteArrayOutputStream> talk : talks.entrySet()) {
                if (!talk.getKey().startsWith("6 ") || !talk.getKey().endsWith(" " + tcp[i])) continue;
                ByteArrayOutputStream seed = new ByteArrayOutputStream();
                seed.write(i);
                seed.writeBytes(talk.getValue().toByteArray());
                write(folder, "range-" + tcp[i], seed.toByteArray());
                break;
            }
        }
    }

    private static void capture(Path folder, Path capture) throws IOException {
        byte[] all = Files.readAllBytes(capture);
        write(folder, "range.pcap", Arrays.copyOf(all, 1_200));
        ByteBuffer ng = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        ng.putInt(0x0A0D0D0A).putInt(28).putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0);
        ng.putLong(-1).putInt(28);
        ng.putInt(1).putInt(32).putShort((short) 1).putShort((short) 0).putInt(0);
        ng.putShort((short) 9).putShort((short) 1).putInt(9).putInt(0).putInt(32);
        ng.putInt(6)
                .putInt(48)
                .putInt(0)
                .putInt(0x18000000)
                .putInt(5)
                .putInt(14)
                .putInt(14);
        ng.put(all, 40, 14).putShort((short) 0).putInt(48);
        ng.putInt(3).putInt(32).putInt(14).put(all, 40, 14).putShort((short) 0).putInt(32);
        write(folder, "hand.pcapng", Arrays.copyOf(ng.array(), ng.position()));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (var gzip = new java.util.zip.GZIPOutputStream(packed)) {
            gzip.write(all, 0, 600);
        }
        write(folder, "range.pcap.gz", packed.toByteArray());
    }

    private static void log(Path folder, Path log, String name) throws IOException {
        byte[] all = Files.readAllBytes(log);
        write(folder, name, Arrays.copyOf(all, Math.min(all.length, MOST_BYTES)));
    }

    private static void decoder(Path folder, List<byte[]> frames) {
        ByteArrayOutputStream seed = new ByteArrayOutputStream();
        seed.write(0);
        for (byte[] frame : frames.subList(1, Math.min(frames.size(), 40))) {
            if (frame.length > 255) continue;
            seed.write(frame.length);
            seed.writeBytes(frame);
        }
        write(folder, "range-1", seed.toByteArray());
    }

    private static void write(Path folder, String name, byte[] bytes) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
