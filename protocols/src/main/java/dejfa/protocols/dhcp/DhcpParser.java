package dejfa.protocols.dhcp;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Chunks;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Hex;
import java.lang.foreign.MemorySegment;

/// Each datagram is a message of its own: the BOOTP header, then options.
final class DhcpParser implements FlowParser {
    /// offset of the cookie: the header's fixed fields lie before it (RFC 2131 figure 1)
    static final int COOKIE_AT = 236;

    private static final int REPLY = 2;
    private static final int HARDWARE_BYTES = 16;

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        Cursor in = new Cursor(Chunks.copy(bytes, offset, lengthBytes));
        int operation = in.u8();
        int hardwareBytes = in.skip(1).u8();
        long id = in.skip(1).u32();
        String clientIp = address(in.skip(4));
        String assignedIp = address(in);
        String nextServerIp = address(in);
        String relayIp = address(in);
        byte[] hardware = in.bytes(Math.min(hardwareBytes, HARDWARE_BYTES));
        in.seek(COOKIE_AT + 4);
        Transaction message = out.open(DhcpFields.SCHEMA);
        message.only = direction;
        if (!in.ok()) {
            message.onlyAnomalies = true;
            message.anomaly("malformed_options");
            message.complete();
            return;
        }
        message.set(DhcpFields.TYPE, operation == REPLY ? "reply" : operation == 1 ? "request" : "unknown")
                .set(DhcpFields.ID, id)
                .set(DhcpFields.CLIENT_MAC, Hex.colons(hardware))
                .set(DhcpFields.ASSIGNED_IP, assignedIp)
                .set(DhcpFields.CLIENT_IP, clientIp);
        if (operation == REPLY) {
            message.set(DhcpFields.RELAY_IP, relayIp).set(DhcpFields.NEXT_SERVER_IP, nextServerIp);
        }
        new DhcpOptions(message).read(in);
        message.complete();
    }

    static String address(Cursor in) {
        return in.u8() + "." + in.u8() + "." + in.u8() + "." + in.u8();
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {
        // datagrams have no gaps
    }

    @Override
    public void end(Direction direction, Transactions out) {
        // nothing is held
    }
}
