package dejfa.protocols;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.api.Transactions;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/// A protocol that the settings turn off, wholly or over one transport, or have recognised but not read
/// (`app-layer.protocols.snmp.enabled: detection-only`, `app-layer.protocols.nfs.tcp.enabled: no`). Rules on it
/// load all the same and never match.
final class SwitchedFactory implements FlowParserFactory {
    private static final int TCP = 6;
    private static final int UDP = 17;

    /// What becomes of a protocol.
    private enum Mode {
        READ,
        DETECT,
        OFF
    }

    private final FlowParserFactory factory;
    private final Mode tcp;
    private final Mode udp;

    private SwitchedFactory(FlowParserFactory factory, Mode tcp, Mode udp) {
        this.factory = factory;
        this.tcp = tcp;
        this.udp = udp;
    }

    /// The factory itself where nothing is turned off.
    static FlowParserFactory of(FlowParserFactory factory, Map<String, String> settings) {
        String path = "app-layer.protocols." + factory.protocol() + ".";
        Mode all = mode(settings.get(path + "enabled"), Mode.READ);
        Mode tcp = mode(settings.get(path + "tcp.enabled"), all);
        Mode udp = mode(settings.get(path + "udp.enabled"), all);
        return tcp == Mode.READ && udp == Mode.READ ? factory : new SwitchedFactory(factory, tcp, udp);
    }

    private static Mode mode(String text, Mode whenUnset) {
        if (text == null) return whenUnset;
        return switch (text) {
            case "no", "false", "off", "0" -> Mode.OFF;
            case "detection-only" -> Mode.DETECT;
            default -> Mode.READ;
        };
    }

    private Mode over(Flow flow) {
        return flow.protocol == UDP ? udp : tcp;
    }

    @Override
    public String protocol() {
        return factory.protocol();
    }

    @Override
    public boolean over(int ipProtocol) {
        Mode mode = ipProtocol == TCP ? tcp : ipProtocol == UDP ? udp : Mode.READ;
        return mode != Mode.OFF && factory.over(ipProtocol);
    }

    @Override
    public List<Schema> schemas() {
        return factory.schemas();
    }

    @Override
    public boolean weak() {
        return factory.weak();
    }

    @Override
    public boolean answers(MemorySegment bytes, long offset, int lengthBytes) {
        return factory.answers(bytes, offset, lengthBytes);
    }

    @Override
    public void configure(Map<String, String> settings) {
        factory.configure(settings);
    }

    @Override
    public int[] usualPorts() {
        return factory.usualPorts();
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        return factory.recognise(direction, bytes, offset, lengthBytes, flow);
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return over(flow) == Mode.READ ? factory.create(flow, context) : new Silent();
    }

    /// Reads nothing.
    private static final class Silent implements FlowParser {
        @Override
        public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
            // the flow has its protocol, and that is all
        }

        @Override
        public void gap(Direction direction, int lengthBytes, Transactions out) {
            // nothing is read
        }

        @Override
        public void end(Direction direction, Transactions out) {
            // nothing is held
        }
    }
}
