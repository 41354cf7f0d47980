package dejfa.node.route;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.api.Transactions;
import dejfa.protocols.ProtocolRecogniser;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/// All parsers, each wrapped so that the first exception out of one is kept: the recogniser itself only counts them.
final class RecordedParsers {
    private static final List<FlowParserFactory> ALL = ServiceLoader.load(FlowParserFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    Throwable first;

    ProtocolRecogniser recogniser() {
        List<FlowParserFactory> wrapped = new ArrayList<>();
        for (FlowParserFactory factory : ALL) wrapped.add(new Factory(factory));
        return new ProtocolRecogniser(wrapped);
    }

    private RuntimeException failed(RuntimeException fault) {
        if (first == null) first = fault;
        return fault;
    }

    private final class Factory implements FlowParserFactory {
        private final FlowParserFactory inner;

        Factory(FlowParserFactory inner) {
            this.inner = inner;
        }

        @Override
        public String protocol() {
            return inner.protocol();
        }

        @Override
        public boolean over(int ipProtocol) {
            return inner.over(ipProtocol);
        }

        @Override
        public List<Schema> schemas() {
            return inner.schemas();
        }

        @Override
        public int[] usualPorts() {
            return inner.usualPorts();
        }

        @Override
        public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int length, Flow flow) {
            try {
                return inner.recognise(direction, bytes, offset, length, flow);
            } catch (RuntimeException e) {
                throw failed(e);
            }
        }

        @Override
        public FlowParser create(Flow flow, Slots context) {
            return new Parser(inner.create(flow, context));
        }
    }

    private final class Parser implements FlowParser {
        private final FlowParser inner;

        Parser(FlowParser inner) {
            this.inner = inner;
        }

        @Override
        public void accept(Direction direction, MemorySegment bytes, long offset, int length, Transactions out) {
            try {
                inner.accept(direction, bytes, offset, length, out);
            } catch (RuntimeException e) {
                throw failed(e);
            }
        }

        @Override
        public void gap(Direction direction, int length, Transactions out) {
            try {
                inner.gap(direction, length, out);
            } catch (RuntimeException e) {
                throw failed(e);
            }
        }

        @Override
        public void end(Direction direction, Transactions out) {
            try {
                inner.end(direction, out);
            } catch (RuntimeException e) {
                throw failed(e);
            }
        }
    }
}
