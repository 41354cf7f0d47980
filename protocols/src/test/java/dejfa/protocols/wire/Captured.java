package dejfa.protocols.wire;

import dejfa.api.Direction;
import dejfa.testkit.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Conversations of a classic pcap file over IPv4, plainly read: enough to feed parsers in tests. Who sends first
/// is the
/// client; TCP bytes are put in order, holes end a direction.
public final class Captured {
    /// @param bytes what one packet added
    public record Said(Direction direction, byte[] bytes) {}

    public record Conversation(int protocol, int clientPort, int serverPort, List<Said> said) {}

    private static final class Open {
        String client;
        int protocol;
        int clientPort;
        int serverPort;
        final List<Said> said = new ArrayList<>();
        final long[] next = {-1, -1};
        final List<TreeMap<Long, byte[]>> early = List.of(new TreeMap<>(), new TreeMap<>());
    }

    private Captured() {}

    /// Conversations of `../shared/cases/<name>`; none, with a loud line, where the file is missing.
    public static List<Conversation> of(String name) {
        Path path = Project.shared("cases").map(cases -> cases.resolve(name)).orElse(null);
        if (path == null || !Files.exists(path)) {
            System.err.println("SKIPPED: no capture " + name);
            return List.of();
        }
        try {
            return read(ByteBuffer.wrap(Files.readAllBytes(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Conversations of the first capture in `../shared/cases/<folder>`.
    public static List<Conversation> folder(String folder) {
        Path path = Project.shared("cases").map(cases -> cases.resolve(folder)).orElse(null);
        if (path == null || !Files.isDirectory(path)) return of(folder);
        try (Stream<Path> files = Files.list(path)) {
            String pcap = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".pcap"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            return of(folder + "/" + pcap);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Conversation> read(ByteBuffer file) {
        int magic = file.getInt(0);
        boolean big = magic == 0xa1b2c3d4 || magic == 0xa1b23c4d;
        if (!big && magic != 0xd4c3b2a1 && magic != 0x4d3cb2a1) throw new IllegalArgumentException("no classic pcap");
        file.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int link = file.getInt(20);
        Map<String, Open> all = new LinkedHashMap<>();
        int at = 24;
        while (at + 16 <= file.limit()) {
            int held = file.getInt(at + 8);
            if (held < 0 || at + 16 + held > file.limit()) break;
            byte[] frame = new byte[held];
            file.get(at + 16, frame);
            at += 16 + held;
            int ip = network(link, frame);
            if (ip >= 0) packet(new Cursor(frame, ip, frame.length), all);
        }
        return all.values().stream()
                .map(open -> new Conversation(open.protocol, open.clientPort, open.serverPort, open.said))
                .toList();
    }

    /// Offset of the IPv4 header, or -1.
    private static int network(int link, byte[] frame) {
        int at =
                switch (link) {
                    case 1 -> 14;
                    case 0, 108 -> 4;
                    case 101, 228 -> 0;
                    case 113 -> 16;
                    default -> -1;
                };
        if (link == 1 && frame.length > 18 && (frame[12] & 0xff) == 0x81 && frame[13] == 0) at = 18;
        return at >= 0 && frame.length > at && frame[at] >> 4 == 4 ? at : -1;
    }

    private static void packet(Cursor in, Map<String, Open> all) {
        int start = in.position();
        int headerBytes = (in.u8() & 15) * 4;
        int total = in.skip(1).u16();
        boolean fragment = (in.skip(2).u16() & 0x3fff) != 0;
        int protocol = in.skip(1).u8();
        String source = Hex.plain(in.skip(2).bytes(4));
        String target = Hex.plain(in.bytes(4));
        in.seek(start + headerBytes);
        int end = Math.min(in.limit(), start + total);
        if (fragment || protocol != 6 && protocol != 17) return;
        int sourcePort = in.u16();
        int targetPort = in.u16();
        String from = source + ":" + sourcePort;
        String to = target + ":" + targetPort;
        Open open = all.get(protocol + to + from);
        if (open == null) open = all.computeIfAbsent(protocol + from + to, key -> new Open());
        if (open.client == null) {
            open.client = from;
            open.protocol = protocol;
            open.clientPort = sourcePort;
            open.serverPort = targetPort;
        }
        Direction direction = open.client.equals(from) ? Direction.TO_SERVER : Direction.TO_CLIENT;
        if (protocol == 17) {
            byte[] payload = new Cursor(in.array(), in.position() + 4, end).rest();
            if (payload.length > 0) open.said.add(new Said(direction, payload));
            return;
        }
        long sequence = in.u32();
        int dataAt = in.position() - 8 + ((in.skip(4).u8() >> 4) * 4);
        int flags = in.u8();
        segment(open, direction, sequence, flags, new Cursor(in.array(), dataAt, end).rest());
    }

    private static void segment(Open open, Direction direction, long sequence, int flags, byte[] payload) {
        int side = direction.ordinal();
        boolean syn = (flags & 2) != 0;
        if (open.next[side] < 0) open.next[side] = sequence + (syn ? 1 : 0);
        if (payload.length == 0) return;
        TreeMap<Long, byte[]> early = open.early.get(side);
        early.putIfAbsent(sequence + (syn ? 1 : 0), payload);
        while (!early.isEmpty() && early.firstKey() <= open.next[side]) {
            Map.Entry<Long, byte[]> first = early.pollFirstEntry();
            int known = (int) Math.min(open.next[side] - first.getKey(), first.getValue().length);
            byte[] fresh = new Cursor(first.getValue(), known, first.getValue().length).rest();
            if (fresh.length > 0) open.said.add(new Said(direction, fresh));
            open.next[side] += fresh.length;
        }
    }
}
