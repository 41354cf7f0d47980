package dejfa.protocols.tls;

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

/// Recognises a TLS record that carries a hello (or the server's alert), and an SSL 2 hello.
@Provides(FlowParserFactory.class)
public final class TlsFactory implements FlowParserFactory {
    @Override
    public String protocol() {
        return "tls";
    }

    @Override
    public boolean over(int ipProtocol) {
        return ipProtocol == 6;
    }

    @Override
    public List<Schema> schemas() {
        return List.of(TlsFields.SCHEMA);
    }

    @Override
    public int[] usualPorts() {
        return new int[] {443};
    }

    @Override
    public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow) {
        byte[] start = Chunks.copy(bytes, offset, Math.min(lengthBytes, 16));
        if (start.length == 0) return Recognition.MORE;
        if ((start[0] & 0x80) != 0) return sslTwo(start);
        if (start[0] != TlsParser.HANDSHAKE && start[0] != TlsParser.ALERT) return Recognition.NO;
        if (start.length > 1 && start[1] != 3 || start.length > 2 && (start[2] < 0 || start[2] > 4)) {
            return Recognition.NO;
        }
        if (start.length < 6) return Recognition.MORE;
        int recordBytes = (start[3] & 0xff) << 8 | start[4] & 0xff;
        if (recordBytes == 0 || recordBytes > TlsParser.MAX_RECORD_BYTES) return Recognition.NO;
        boolean fits = start[0] == TlsParser.ALERT
                ? direction == Direction.TO_CLIENT && recordBytes == 2 && (start[5] == 1 || start[5] == 2)
                : start[5] <= 2 && start[5] >= 0;
        return fits ? Recognition.YES : Recognition.NO;
    }

    /// Client hello of SSL 2 (type 1) or its answer (type 4), with a version that exists.
    private static Recognition sslTwo(byte[] start) {
        if (start.length > 2 && start[2] != 1 && start[2] != 4) return Recognition.NO;
        if (start.length < 11) return Recognition.MORE;
        int at = start[2] == 1 ? 3 : 5;
        int version = (start[at] & 0xff) << 8 | start[at + 1] & 0xff;
        if (version != 2 && (version < 0x300 || version > 0x303)) return Recognition.NO;
        int recordBytes = (start[0] & 0x7f) << 8 | start[1] & 0xff;
        if (start[2] == 4) return recordBytes >= 11 && version == 2 ? Recognition.YES : Recognition.NO;
        int ciphers = (start[5] & 0xff) << 8 | start[6] & 0xff;
        int session = (start[7] & 0xff) << 8 | start[8] & 0xff;
        int challenge = (start[9] & 0xff) << 8 | start[10] & 0xff;
        return ciphers > 0 && ciphers % 3 == 0 && recordBytes == 9 + ciphers + session + challenge
                ? Recognition.YES
                : Recognition.NO;
    }

    @Override
    public FlowParser create(Flow flow, Slots context) {
        return new TlsParser();
    }
}
