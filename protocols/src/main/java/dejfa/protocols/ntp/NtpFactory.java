package dejfa.protocols.ntp;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Provides;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.protocols.Chunks;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Recognises NTP: on its port by version, mode and length; elsewhere only a client's or server's whole message
/// with values
/// that clocks have.
@Provides(FlowParserFactory.class)
public final class NtpFactory implements FlowParserFactory {
    private static final int NTP_PORT = 123;

    @Override
    public String protocol() {
        return "ntp";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 17;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(NtpFields.SCHEMA);
    }

    @Override
    public boolean weak() {
        return true;
    }

    @Override
    public int[] usualPorts() {
        return new int[] {NTP_PORT};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        byte[] start = Chunks.copy(bytes, offset, Math.min(lengthBytes, 8));
        if (start.length < 8) return Recognition.NO;
        int version = start[0] >> 3 & 7;
        int mode = start[0] & 7;
        if (flow.serverPort == NTP_PORT || flow.clientPort == NTP_PORT) {
            boolean fits = mode >= 6 || mode >= 1 && lengthBytes >= NtpParser.MESSAGE_BYTES;
            return version >= 1 && version <= 4 && fits ? Recognition.YES : Recognition.NO;
        }
        // digests add 20 or 24 bytes (RFC 5905 §7.3)
        boolean whole = lengthBytes == 48 || lengthBytes == 68 || lengthBytes == 72;
        // root delay below a minute, precision between 2^-32 and one second, poll at most 2^17 s
        boolean clocklike = start[1] >= 0 && start[1] <= 16 && start[2] >= 0 && start[2] <= 17;
        clocklike &= start[3] >= -32 && start[3] <= 0 && start[4] == 0 && start[5] >= 0 && start[5] < 60;
        return whole && clocklike && (mode == 3 || mode == 4) && (version == 3 || version == 4)
                ? Recognition.YES
                : Recognition.NO;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new NtpParser();
    }
}
