package dejfa.protocols.quic;

import dejfa.api.Direction;
import dejfa.api.FlowParser;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.Chunks;
import dejfa.protocols.tls.HelloSummary;
import dejfa.protocols.wire.Cursor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Reads one connection's datagrams up to both hellos.
final class QuicParser implements FlowParser {
    /// Packets of a flow that are decrypted, or tried to be: a forger of Initial packets gets no more work out of us.
    private static final int MAX_DECRYPTIONS = 64;
    /// Keys are derived anew after a Retry, or where the first Initial was not seen.
    private static final int MAX_KEYS = 8;

    private static final int MAX_COALESCED = 16;
    private static final int MAX_FAULTS = 8;

    private final CryptoStream[] handshakes = {new CryptoStream(), new CryptoStream()};
    private final boolean[] done = new boolean[2];
    private InitialKeys keys;
    private byte[] keysOf;
    private int keysMade;
    private int decryptions;
    private int faults;

    @Override
    public void accept(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Transactions out) {
        if (done[0] && done[1]) return;
        if (lengthBytes == 0 || done[direction.ordinal()]) return;
        byte[] datagram = Chunks.copy(bytes, offset, lengthBytes);
        int at = 0;
        for (int i = 0; i < MAX_COALESCED && at < datagram.length && !done[direction.ordinal()]; i++) {
            PacketHeader packet = PacketHeader.read(new Cursor(datagram, at, datagram.length));
            if (packet == null) return;
            packet(direction, datagram, packet, out);
            at = packet.end();
        }
    }

    private void packet(Direction direction, byte[] datagram, PacketHeader packet, Transactions out) {
        switch (packet.type()) {
            case INITIAL -> initial(direction, datagram, packet, out);
            case CLEAR -> {
                CryptoStream stream = handshakes[direction.ordinal()];
                Cursor in = new Cursor(datagram, packet.numberAt(), packet.end()).skip(numberBytes(datagram, packet));
                Frames.ofGoogle(in, stream::add);
                google(direction, packet, out);
            }
            case NEGOTIATION -> {
                if (direction == Direction.TO_CLIENT && faults++ < MAX_FAULTS)
                    open(direction, packet, out).complete();
            }
            // The client begins anew with the identifier that the server chose (RFC 9001 §5.2).
            case RETRY -> keys = null;
            case OTHER -> {}
        }
    }

    private static int numberBytes(byte[] datagram, PacketHeader packet) {
        int first = datagram[packet.start()];
        if (first < 0) return (first & 3) + 1;
        int sizes = first >> 4 & 3;
        return sizes == 0 ? 1 : sizes * 2;
    }

    private void initial(Direction direction, byte[] datagram, PacketHeader packet, Transactions out) {
        byte[] frames = decrypt(direction, datagram, packet);
        if (frames == null) {
            // Of a server whose client was not seen nothing can be read, and nothing is wrong with it.
            if (keys != null && packet.version().schedule() != null) fault(direction, packet, "failed_decrypt", out);
            return;
        }
        boolean[] tooLong = {false};
        CryptoStream stream = handshakes[direction.ordinal()];
        Frames.Handshake sink = (at, piece) -> tooLong[0] |= !stream.add(at, piece);
        boolean fine = packet.version().isGoogle() ? Frames.ofGoogle(frames, sink) : Frames.ofInitial(frames, sink);
        if (tooLong[0]) fault(direction, packet, "crypto_frag_too_long", out);
        if (!fine) fault(direction, packet, "error_on_data", out);
        if (packet.version().isGoogle()) google(direction, packet, out);
        else tls(direction, packet, out);
    }

    private byte[] decrypt(Direction direction, byte[] datagram, PacketHeader packet) {
        Version.Schedule schedule = packet.version().schedule();
        if (schedule == null || decryptions >= MAX_DECRYPTIONS) return null;
        boolean mayDerive =
                direction == Direction.TO_SERVER && (keysOf == null || !Arrays.equals(keysOf, packet.destination()));
        if (keys == null && mayDerive) derive(schedule, packet);
        if (keys == null) return null;
        decryptions++;
        byte[] frames = keys.open(datagram, packet, direction);
        if (frames == null && mayDerive && !Arrays.equals(keysOf, packet.destination()) && keysMade < MAX_KEYS) {
            InitialKeys before = keys;
            byte[] beforeOf = keysOf;
            derive(schedule, packet);
            decryptions++;
            frames = keys.open(datagram, packet, direction);
            if (frames == null) {
                keys = before;
                keysOf = beforeOf;
            }
        }
        return frames;
    }

    private void derive(Version.Schedule schedule, PacketHeader packet) {
        if (keysMade++ >= MAX_KEYS) return;
        keysOf = packet.destination();
        keys = new InitialKeys(schedule, keysOf);
    }

    private void fault(Direction direction, PacketHeader packet, String anomaly, Transactions out) {
        if (faults++ >= MAX_FAULTS) return;
        Transaction transaction = open(direction, packet, out);
        transaction.anomaly(anomaly);
        transaction.complete();
    }

    private static Transaction open(Direction direction, PacketHeader packet, Transactions out) {
        Transaction transaction = out.open(QuicFields.SCHEMA)
                .set(QuicFields.VERSION, packet.version().bytes())
                .set(QuicFields.SHOWN_VERSION, packet.version().text());
        transaction.only = direction;
        return transaction;
    }

    private void tls(Direction direction, PacketHeader packet, Transactions out) {
        byte[] message = handshakes[direction.ordinal()].message();
        if (message == null) return;
        finish(direction);
        boolean client = direction == Direction.TO_SERVER;
        HelloSummary hello = HelloSummary.ofQuic(message, client);
        if (hello == null) {
            fault(direction, packet, "error_on_data", out);
            return;
        }
        Transaction transaction = open(direction, packet, out);
        if (client) {
            if (hello.serverName() != null) transaction.set(QuicFields.SNI, hello.serverName());
            transaction
                    .set(QuicFields.JA3_STRING, hello.ja3())
                    .set(QuicFields.JA3_HASH, hello.ja3Hash())
                    .set(QuicFields.JA4, hello.ja4());
        } else {
            transaction.set(QuicFields.JA3S_STRING, hello.ja3()).set(QuicFields.JA3S_HASH, hello.ja3Hash());
        }
        for (HelloSummary.Extension extension : hello.extensions()) {
            Slots shown = new Slots(QuicExtensionFields.SCHEMA).set(QuicExtensionFields.TYPE, extension.type());
            String name = Extensions.name(extension);
            if (name != null) shown.set(QuicExtensionFields.NAME, name);
            if (!extension.values().isEmpty()) shown.set(QuicExtensionFields.VALUES, extension.values());
            transaction.add(QuicFields.EXTENSIONS, shown);
        }
        transaction.complete();
    }

    private void google(Direction direction, PacketHeader packet, Transactions out) {
        byte[] start = handshakes[direction.ordinal()].start();
        if (direction != Direction.TO_SERVER || start.length == 0) return;
        GoogleHello hello = GoogleHello.read(new Cursor(start));
        if (hello == null) return;
        // A client whose first hello was refused says a fuller one: that is a transaction again.
        handshakes[direction.ordinal()].clear();
        if (faults++ >= MAX_FAULTS) {
            finish(direction);
            return;
        }
        Transaction transaction = open(direction, packet, out);
        if (hello.serverName() != null) transaction.set(QuicFields.SNI, hello.serverName());
        if (hello.userAgent() != null) transaction.set(QuicFields.USER_AGENT, hello.userAgent());
        String cyu = hello.cyu(packet.version().google());
        transaction.add(
                QuicFields.CYU,
                new Slots(QuicCyuFields.SCHEMA)
                        .set(QuicCyuFields.HASH, GoogleHello.hash(cyu))
                        .set(QuicCyuFields.STRING, cyu));
        transaction.complete();
    }

    private void finish(Direction direction) {
        done[direction.ordinal()] = true;
        handshakes[direction.ordinal()].clear();
        if (done[0] && done[1]) keys = null;
    }

    @Override
    public void gap(Direction direction, int lengthBytes, Transactions out) {}

    @Override
    public void end(Direction direction, Transactions out) {
        finish(direction);
    }
}
