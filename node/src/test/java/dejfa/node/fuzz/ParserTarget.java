package dejfa.node.fuzz;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import java.lang.foreign.MemorySegment;
import java.util.ServiceLoader;

/// Feeds one protocol's parser: the first byte of each chunk gives its direction and kind, the second its length.
final class ParserTarget {
    private static final int GAP = 2;

    private ParserTarget() {}

    static void run(String protocol, byte[] data) {
        FlowParserFactory factory = factory(protocol);
        Flow flow = new Flow();
        flow.protocol = factory.over(6) ? 6 : 17;
        flow.serverPort = factory.usualPorts().length > 0 ? factory.usualPorts()[0] : 1;
        Transactions out = new Transactions(flow);
        flow.transactions = out;
        MemorySegment bytes = MemorySegment.ofArray(data);
        FlowParser parser = factory.create(flow, null);
        int at = 0;
        while (at + 2 <= data.length) {
            Direction direction = (data[at] & 1) == 0 ? Direction.TO_SERVER : Direction.TO_CLIENT;
            boolean gap = (data[at] & GAP) != 0 && (data[at] & 0xf0) == 0xf0;
            int length = Math.min(data[at + 1] & 0xff, data.length - at - 2);
            if ((data[at] & 4) != 0) length = data.length - at - 2;
            at += 2;
            if (at == 2) factory.recognise(direction, bytes, at, length, flow);
            if (gap) parser.gap(direction, length, out);
            else parser.accept(direction, bytes, at, length, out);
            at += length;
            out.takeSuccessor();
            out.expectations().clear();
            out.live().removeIf(Transaction::isComplete);
        }
        parser.end(Direction.TO_SERVER, out);
        parser.end(Direction.TO_CLIENT, out);
        for (Transaction transaction : out.live()) transaction.slots.toString();
    }

    private static FlowParserFactory factory(String protocol) {
        for (FlowParserFactory factory : ServiceLoader.load(FlowParserFactory.class)) {
            if (factory.protocol().equals(protocol)) return factory;
        }
        throw new IllegalArgumentException("no parser for " + protocol);
    }
}
