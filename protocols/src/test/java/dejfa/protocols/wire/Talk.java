package dejfa.protocols.wire;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.FileTransfer;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Feeds a parser and writes down what it said, for comparison.
public final class Talk {
    private final FlowParserFactory factory;
    private final Flow flow = new Flow();
    private final FlowParser parser;
    public final Transactions out;
    /// transactions in order of their opening, finished ones included
    public final List<Transaction> all = new ArrayList<>();

    public Talk(FlowParserFactory factory, int protocol, int serverPort) {
        this.factory = factory;
        flow.protocol = protocol;
        flow.clientPort = 50_000;
        flow.serverPort = serverPort;
        out = new Transactions(flow);
        flow.transactions = out;
        parser = factory.create(flow, null);
    }

    public static Talk over(FlowParserFactory factory, Captured.Conversation conversation) {
        Talk talk = new Talk(factory, conversation.protocol(), conversation.serverPort());
        for (Captured.Said said : conversation.said()) talk.say(said.direction(), said.bytes());
        return talk.end();
    }

    public Recognition recognise(Direction direction, byte[] bytes) {
        return factory.recognise(direction, MemorySegment.ofArray(bytes), 0, bytes.length, flow);
    }

    public Talk say(Direction direction, byte[] bytes) {
        // not at the start of its segment, as on the wire
        byte[] padded = new byte[bytes.length + 7];
        System.arraycopy(bytes, 0, padded, 3, bytes.length);
        parser.accept(direction, MemorySegment.ofArray(padded), 3, bytes.length, out);
        collect();
        return this;
    }

    public Talk gap(Direction direction, int count) {
        parser.gap(direction, count, out);
        collect();
        return this;
    }

    public Talk end() {
        parser.end(Direction.TO_SERVER, out);
        parser.end(Direction.TO_CLIENT, out);
        collect();
        return this;
    }

    private void collect() {
        for (Transaction transaction : out.live()) if (!all.contains(transaction)) all.add(transaction);
        out.live().removeIf(Transaction::isComplete);
    }

    /// Everything said, one line a transaction.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Transaction transaction : all) {
            StringBuilder files = new StringBuilder();
            for (FileTransfer file : transaction.files) {
                byte[] tail = Arrays.copyOf(file.body.data(), file.body.length());
                files.append(' ').append(file.body.totalBytes()).append(' ').append(file.state);
                if (file.body.start() == 0) files.append(' ').append(Arrays.hashCode(tail));
            }
            lines.add(EveJson.text(transaction.slots) + transaction.anomalies + files + transaction.isComplete());
        }
        lines.add(out.anomalies().toString());
        return lines;
    }

    /// The same conversation, each direction's runs cut anew at random.
    public static Captured.Conversation cut(Captured.Conversation whole, Random random) {
        List<Captured.Said> said = new ArrayList<>();
        for (Captured.Said one : whole.said()) {
            byte[] bytes = one.bytes();
            int at = 0;
            while (at < bytes.length) {
                int piece = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(Math.min(bytes.length - at, 400));
                said.add(new Captured.Said(one.direction(), Arrays.copyOfRange(bytes, at, at + piece)));
                at += piece;
            }
        }
        return new Captured.Conversation(whole.protocol(), whole.clientPort(), whole.serverPort(), said);
    }

    /// The same conversation with some bytes changed, removed or doubled.
    public static Captured.Conversation mutate(Captured.Conversation whole, Random random) {
        List<Captured.Said> said = new ArrayList<>();
        for (Captured.Said one : whole.said()) {
            byte[] bytes = one.bytes().clone();
            for (int i = random.nextInt(6); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
            }
            if (random.nextInt(8) == 0) bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            if (bytes.length > 0) said.add(new Captured.Said(one.direction(), bytes));
        }
        return new Captured.Conversation(whole.protocol(), whole.clientPort(), whole.serverPort(), said);
    }
}
