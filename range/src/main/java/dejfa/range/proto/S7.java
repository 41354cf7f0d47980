package dejfa.range.proto;

import dejfa.range.wire.Octets;
import dejfa.range.wire.TcpSession;

/// S7comm over COTP over TPKT (RFC 1006, ISO 8073; S7comm after Wireshark's public dissector), port 102.
public final class S7 {
    private static final int JOB = 1;
    private static final int ACKNOWLEDGED = 3;

    private final TcpSession session;
    private int reference = 0x0100;

    public S7(TcpSession session) {
        this.session = session;
    }

    /// COTP connection and "set up communication".
    public S7 open(int rack, int slot) {
        Octets request =
                new Octets().u8(17).u8(0xe0).u16(0).u16(1).u8(0).hex("c0010a").hex("c1020100");
        session.fromClient(tpkt(request.hex("c202").u8(1).u8(rack * 32 + slot)));
        Octets confirm =
                new Octets().u8(17).u8(0xd0).u16(1).u16(7).u8(0).hex("c0010a").hex("c1020100");
        session.fromServer(tpkt(confirm.hex("c202").u8(1).u8(rack * 32 + slot)));
        job(new Octets().hex("f0000001000101e0"), new Octets());
        answer(new Octets().hex("f0000001000100f0"), new Octets());
        return this;
    }

    /// Reads `count` bytes of a data block.
    public S7 read(int block, int address, int count, byte[] values) {
        job(new Octets().u8(4).u8(1).raw(item(block, address, count)), new Octets());
        answer(
                new Octets().u8(4).u8(1),
                new Octets().u8(0xff).u8(4).u16(8 * count).raw(values));
        return this;
    }

    public S7 write(int block, int address, byte[] values) {
        Octets data = new Octets().u8(0).u8(4).u16(8 * values.length).raw(values);
        job(new Octets().u8(5).u8(1).raw(item(block, address, values.length)), data);
        answer(new Octets().u8(5).u8(1), new Octets().u8(0xff));
        return this;
    }

    /// Function 0x29: the controller's program stops.
    public S7 stop() {
        job(new Octets().u8(0x29).zeros(5).u8(9).ascii("P_PROGRAM"), new Octets());
        answer(new Octets().u8(0x29), new Octets());
        return this;
    }

    private static Octets item(int block, int address, int count) {
        Octets item = new Octets()
                .u8(0x12)
                .u8(10)
                .u8(0x10)
                .u8(2)
                .u16(count)
                .u16(block)
                .u8(0x84);
        return item.u24(8 * address);
    }

    private void job(Octets parameter, Octets data) {
        Octets out = new Octets().hex("02f080").u8(0x32).u8(JOB).u16(0).u16(reference);
        session.fromClient(tpkt(
                out.u16(parameter.length()).u16(data.length()).raw(parameter).raw(data)));
    }

    private void answer(Octets parameter, Octets data) {
        Octets out = new Octets().hex("02f080").u8(0x32).u8(ACKNOWLEDGED).u16(0).u16(reference);
        out.u16(parameter.length()).u16(data.length()).u16(0);
        session.fromServer(tpkt(out.raw(parameter).raw(data)));
        reference = reference + 0x0100 & 0xffff;
    }

    private static byte[] tpkt(Octets inner) {
        return new Octets().u8(3).u8(0).u16(inner.length() + 4).raw(inner).toBytes();
    }
}
