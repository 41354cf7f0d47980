package dejfa.protocols.snmp;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Provides;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.protocols.Chunks;
import dejfa.protocols.wire.Ber;
import dejfa.protocols.wire.Cursor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// Recognises a whole message: its length is the datagram's, and behind version and community stands a PDU.
@Provides(FlowParserFactory.class)
public final class SnmpFactory implements FlowParserFactory {
    @Override
    public String protocol() {
        return "snmp";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 17;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(SnmpFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {161, 162};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        if (lengthBytes < 8 || bytes.get(ValueLayout.JAVA_BYTE, offset) != Ber.SEQUENCE) return Recognition.NO;
        byte[] all = Chunks.copy(bytes, offset, lengthBytes);
        if (Ber.totalBytes(all, 0, all.length) > all.length) return Recognition.NO;
        Cursor body = Ber.read(new Cursor(all), Ber.SEQUENCE);
        Ber version = body == null ? null : Ber.read(body);
        if (version == null || version.tag() != Ber.INTEGER || version.content().remaining() != 1) {
            return Recognition.NO;
        }
        long number = version.integer();
        if (number == SnmpMessage.VERSION_3) {
            Cursor header = Ber.read(body, Ber.SEQUENCE);
            boolean fits =
                    header != null && Ber.read(header, Ber.INTEGER) != null && Ber.read(body, Ber.OCTETS) != null;
            return fits ? Recognition.YES : Recognition.NO;
        }
        if (number != SnmpMessage.VERSION_1 && number != SnmpMessage.VERSION_2C) return Recognition.NO;
        if (Ber.read(body, Ber.OCTETS) == null) return Recognition.NO;
        return SnmpMessage.isPdu(body.u8()) ? Recognition.YES : Recognition.NO;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new SnmpParser();
    }
}
