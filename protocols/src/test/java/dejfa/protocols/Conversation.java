package dejfa.protocols;

import dejfa.api.BodyWindow;
import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.Field;
import dejfa.api.FileTransfer;
import dejfa.api.Flow;
import dejfa.api.Packet;
import dejfa.api.Transaction;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What two hosts say to each other, given to the recogniser whole or in pieces.
public final class Conversation {
    private record Turn(Direction direction, byte[] bytes) {}

    private final List<Turn> turns = new ArrayList<>();
    private final int serverPort;

    public Conversation(int serverPort) {
        this.serverPort = serverPort;
    }

    public Conversation client(String text) {
        return client(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Conversation client(byte[] bytes) {
        turns.add(new Turn(Direction.TO_SERVER, bytes));
        return this;
    }

    public Conversation server(String text) {
        return server(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Conversation server(byte[] bytes) {
        turns.add(new Turn(Direction.TO_CLIENT, bytes));
        return this;
    }

    public Flow run() {
        return run(new ProtocolRecogniser(), null, 0);
    }

    /// The same bytes in other pieces.
    public Flow cut(Random random) {
        return run(new ProtocolRecogniser(), random, 0);
    }

    /// @param random cuts the turns, or null
    /// @param flips bytes that are changed at random
    public Flow run(ProtocolRecogniser recogniser, Random random, int flips) {
        Flow flow = flow(serverPort);
        Packet packet = new Packet();
        packet.clear();
        packet.timeNs = 1_000_000_000L;
        packet.flow = flow;
        long[] positions = new long[2];
        for (Turn turn : turns) {
            byte[] bytes = turn.bytes().clone();
            for (int i = 0; i < flips && bytes.length > 0; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int at = 0;
            while (at < bytes.length) {
                int size = random == null
                        ? bytes.length
                        : Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 3 : 40));
                recogniser.bytes(
                        packet,
                        flow,
                        turn.direction(),
                        MemorySegment.ofArray(bytes),
                        at,
                        size,
                        positions[turn.direction().ordinal()]);
                positions[turn.direction().ordinal()] += size;
                at += size;
            }
        }
        recogniser.end(packet, flow, Direction.TO_SERVER);
        recogniser.end(packet, flow, Direction.TO_CLIENT);
        return flow;
    }

    public static Flow flow(int serverPort) {
        Flow flow = new Flow();
        flow.protocol = 6;
        flow.ipVersion = 4;
        flow.clientLow = dejfa.api.Address.parse("10.0.0.1").low();
        flow.serverLow = dejfa.api.Address.parse("192.0.2.1").low();
        flow.clientPort = 40_000;
        flow.serverPort = serverPort;
        return flow;
    }

    /// Everything that the transactions of a flow hold, one value a line.
    public static String everything(Flow flow) {
        StringBuilder out =
                new StringBuilder("protocol ").append(flow.appProtocol).append('\n');
        if (flow.transactions == null) return out.toString();
        for (Transaction transaction : flow.transactions.live()) {
            out.append("transaction ").append(transaction.id).append(" of ").append(transaction.protocol());
            out.append(" complete ").append(transaction.isComplete()).append('\n');
            for (Field field : transaction.slots.schema().fields()) {
                Object value = transaction.slots.get(field);
                if (value == null) continue;
                out.append("  ").append(field.name()).append(" = ");
                if (value instanceof BodyWindow body) window(body, out);
                else EveJson.value(value, out);
                out.append('\n');
            }
            out.append("  anomalies ").append(transaction.anomalies).append('\n');
            for (FileTransfer file : transaction.files) {
                out.append("  file ").append(file.name == null ? null : Ascii.text(file.name));
                out.append(' ')
                        .append(file.state)
                        .append(" gaps ")
                        .append(file.gaps)
                        .append(' ');
                window(file.body, out);
                out.append('\n');
            }
        }
        return out.append("flow ")
                .append(flow.transactions.anomalies())
                .append('\n')
                .toString();
    }

    private static void window(BodyWindow body, StringBuilder out) {
        out.append(body.totalBytes()).append(body.isComplete() ? " whole " : " open ");
        out.append(new String(body.data(), 0, body.length(), StandardCharsets.ISO_8859_1));
    }

    /// The bytes of a body, as text.
    public static String text(BodyWindow body) {
        return new String(body.data(), 0, body.length(), StandardCharsets.ISO_8859_1);
    }
}
