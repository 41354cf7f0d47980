package dejfa.protocols.ftp;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Provides;
import dejfa.api.Schema;
import dejfa.api.Slots;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Data connections; never recognised by content, only announced by a control connection.
@Provides(FlowParserFactory.class)
public final class FtpDataFactory implements FlowParserFactory {
    @Override
    public String protocol() {
        return FtpParser.DATA;
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(FtpDataFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[0];
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int count, Flow flow) {
        return Recognition.NO;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new FtpDataParser(context);
    }
}
