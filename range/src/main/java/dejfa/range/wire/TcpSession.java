package dejfa.range.wire;

/// A TCP connection as the tap between its ends sees it. The two sides talk in turn; [#now] is the time at the tap.
/// Round trips, delayed acknowledgements, slow start, losses, retransmissions and reordering come by themselves.
public final class TcpSession {
    private static final long DELAYED_ACK_NS = 40_000_000L;
    private static final long TURN_NS = 150_000L;

    public final Host client;
    public final Host server;
    public final int clientPort;
    public final int serverPort;

    private final Capture capture;
    private final Dice dice;
    private final TcpEnd clientEnd;
    private final TcpEnd serverEnd;
    private final boolean six;
    private final boolean timestamps;
    private final boolean sack;
    private final int segmentBytes;
    private TcpEnd speaker;
    private long now;
    private boolean scaled;

    public TcpSession(Capture capture, Dice dice, Host client, Host server, int serverPort, boolean six, long startNs) {
        this.capture = capture;
        this.dice = dice;
        this.client = client;
        this.server = server;
        this.clientPort = client.port();
        this.serverPort = serverPort;
        this.six = six;
        clientEnd = new TcpEnd(client, clientPort, dice);
        serverEnd = new TcpEnd(server, serverPort, dice);
        timestamps = client.stack.timestamps && server.stack.timestamps;
        sack = client.stack != Stack.SMALL && server.stack != Stack.SMALL;
        segmentBytes = (six ? 1440 : 1460) - (timestamps ? 12 : 0);
        now = startNs;
        speaker = clientEnd;
    }

    public long now() {
        return now;
    }

    /// Nothing happens for that long.
    public TcpSession pause(long durationNs) {
        now += durationNs;
        return this;
    }

    public TcpSession pauseUntil(long timeNs) {
        now = Math.max(now, timeNs);
        return this;
    }

    /// The three-way handshake.
    public TcpSession connect() {
        syn(clientEnd, TcpHeader.SYN, now);
        clientEnd.sent = 1;
        now += 2 * server.delayNs + dice.between(20_000L, 90_000L);
        serverEnd.received = 1;
        syn(serverEnd, TcpHeader.SYN | TcpHeader.ACK, now);
        serverEnd.sent = 1;
        clientEnd.received = 1;
        scaled = sack;
        now += 2 * client.delayNs + dice.between(20_000L, 60_000L);
        bare(clientEnd, TcpHeader.ACK, now);
        speaker = clientEnd;
        return this;
    }

    /// The connection stood before the capture began: no handshake is seen.
    public TcpSession alreadyOpen() {
        long before = dice.between(20_000L, 4_000_000L);
        clientEnd.sent = before;
        serverEnd.received = before;
        serverEnd.sent = 3 * before;
        clientEnd.received = 3 * before;
        scaled = sack;
        return this;
    }

    /// A SYN to a closed port: answered by RST.
    public void refused() {
        syn(clientEnd, TcpHeader.SYN, now);
        clientEnd.sent = 1;
        serverEnd.received = 1;
        now += 2 * server.delayNs + dice.between(15_000L, 60_000L);
        // RFC 9293 §3.10.7.1: sequence zero, no window.
        emit(serverEnd, now, -serverEnd.isn, 1, TcpHeader.RST | TcpHeader.ACK, 0, new byte[0], new byte[0]);
    }

    /// A SYN that nobody answers, sent again as the system does: after 1 and 3 seconds.
    public void unanswered(int tries) {
        long wait = 1_000_000_000L;
        for (int i = 0; i < tries; i++) {
            syn(clientEnd, TcpHeader.SYN, now);
            now += wait + dice.between(0L, 8_000_000L);
            wait *= 2;
        }
    }

    /// A scanner's half-open probe of an open port: SYN, SYN-ACK, RST.
    public void halfOpen() {
        syn(clientEnd, TcpHeader.SYN, now);
        clientEnd.sent = 1;
        now += 2 * server.delayNs + dice.between(15_000L, 60_000L);
        serverEnd.received = 1;
        syn(serverEnd, TcpHeader.SYN | TcpHeader.ACK, now);
        now += 2 * client.delayNs + 30_000L;
        emit(clientEnd, now, 1, 0, TcpHeader.RST, 0, new byte[0], new byte[0]);
    }

    /// A SYN whose SYN-ACK goes to somebody who never asked: no third packet.
    public void unacknowledged() {
        syn(clientEnd, TcpHeader.SYN, now);
        serverEnd.received = 1;
        syn(serverEnd, TcpHeader.SYN | TcpHeader.ACK, now + 2 * server.delayNs + dice.between(15_000L, 60_000L));
    }

    public TcpSession fromClient(byte[] bytes) {
        return send(clientEnd, bytes);
    }

    public TcpSession fromServer(byte[] bytes) {
        return send(serverEnd, bytes);
    }

    private TcpSession send(TcpEnd from, byte[] bytes) {
        if (bytes.length == 0) return this;
        long start = turn(from);
        now = new TcpBurst(this, dice, from, peer(from), segmentBytes).send(start, bytes);
        speaker = from;
        return this;
    }

    /// When `from` may be seen sending: at once if it spoke last, else after the last word reached it.
    private long turn(TcpEnd from) {
        long start = now + (speaker == from ? 30_000L : 2 * from.host.delayNs + dice.between(TURN_NS / 3, 2 * TURN_NS));
        settle(clientEnd, start);
        settle(serverEnd, start);
        from.owedAckNs = -1;
        return start;
    }

    /// Sends the acknowledgement that `end` owes if its time has come before `untilNs`.
    private void settle(TcpEnd end, long untilNs) {
        if (end.owedAckNs < 0 || end.owedAckNs >= untilNs) return;
        bare(end, TcpHeader.ACK, end.owedAckNs);
        end.owedAckNs = -1;
    }

    void owe(TcpEnd end, long lastSeenNs) {
        end.owedAckNs = lastSeenNs + 2 * end.host.delayNs + DELAYED_ACK_NS;
    }

    /// Both sides say FIN; `byClient` says who begins.
    public void close(boolean byClient) {
        TcpEnd first = byClient ? clientEnd : serverEnd;
        TcpEnd second = peer(first);
        long time = turn(first);
        // The FIN is acknowledged at once, and what was owed with it.
        second.owedAckNs = -1;
        bare(first, TcpHeader.FIN | TcpHeader.ACK, time);
        first.sent++;
        second.received++;
        time += 2 * second.host.delayNs + dice.between(40_000L, 200_000L);
        if (dice.chance(0.4)) {
            bare(second, TcpHeader.ACK, time);
            time += dice.between(100_000L, 3_000_000L);
        }
        bare(second, TcpHeader.FIN | TcpHeader.ACK, time);
        second.sent++;
        first.received++;
        time += 2 * first.host.delayNs + dice.between(30_000L, 90_000L);
        bare(first, TcpHeader.ACK, time);
        now = time;
    }

    public void reset(boolean byClient) {
        TcpEnd end = byClient ? clientEnd : serverEnd;
        long time = turn(end);
        peer(end).owedAckNs = -1;
        bare(end, TcpHeader.RST | TcpHeader.ACK, time);
        now = time;
    }

    /// The capture ends, or nobody ever closes.
    public void leaveOpen() {
        settle(clientEnd, Long.MAX_VALUE);
        settle(serverEnd, Long.MAX_VALUE);
    }

    /// TCP keep-alive: one byte before the next, and its answer (RFC 9293 §3.8.4).
    public TcpSession keepAlive() {
        long time = turn(clientEnd);
        settle(serverEnd, time);
        emit(
                clientEnd,
                time,
                clientEnd.sent - 1,
                clientEnd.received,
                TcpHeader.ACK,
                window(clientEnd),
                options(clientEnd, time),
                new byte[0]);
        now = time + 2 * server.delayNs + 40_000L;
        bare(serverEnd, TcpHeader.ACK, now);
        speaker = serverEnd;
        return this;
    }

    private TcpEnd peer(TcpEnd end) {
        return end == clientEnd ? serverEnd : clientEnd;
    }

    private void syn(TcpEnd from, int flags, long timeNs) {
        Octets options = new Octets().u8(2).u8(4).u16(six ? 1440 : 1460);
        if (from.host.stack == Stack.LINUX) {
            boolean answer = from == serverEnd;
            if (!answer || sack) options.u8(4).u8(2);
            if (!answer || timestamps)
                options.u8(8).u8(10).u32(from.timestamp(timeNs)).u32(answer ? clientEnd.timestamp(timeNs) : 0);
            else options.u8(1).u8(1);
            if (!answer || sack) options.u8(1).u8(3).u8(3).u8(from.host.stack.windowScale);
            options.align(4);
        } else if (from.host.stack != Stack.SMALL && (sack || from == clientEnd)) {
            options.u8(1)
                    .u8(3)
                    .u8(3)
                    .u8(from.host.stack.windowScale)
                    .u8(1)
                    .u8(1)
                    .u8(4)
                    .u8(2);
        }
        peer(from).echo = from.timestamp(timeNs);
        emit(
                from,
                timeNs,
                0,
                from == clientEnd ? 0 : 1,
                flags,
                from.host.stack.synWindow,
                options.toBytes(),
                new byte[0]);
    }

    void bare(TcpEnd from, int flags, long timeNs) {
        emit(from, timeNs, from.sent, from.received, flags, window(from), acknowledgement(from, timeNs), new byte[0]);
    }

    void data(TcpEnd from, long timeNs, long offset, byte[] bytes, boolean push) {
        int flags = TcpHeader.ACK | (push ? TcpHeader.PSH : 0);
        emit(from, timeNs, offset, from.received, flags, window(from), options(from, timeNs), bytes);
    }

    private int window(TcpEnd end) {
        int bytes = end.host.stack.window();
        return Math.min(65535, scaled ? bytes >> end.host.stack.windowScale : bytes);
    }

    private byte[] options(TcpEnd from, long timeNs) {
        if (!timestamps) return new byte[0];
        peer(from).echo = from.timestamp(timeNs);
        return new Octets()
                .u8(1)
                .u8(1)
                .u8(8)
                .u8(10)
                .u32(from.timestamp(timeNs))
                .u32(from.echo)
                .toBytes();
    }

    private byte[] acknowledgement(TcpEnd from, long timeNs) {
        Octets options = new Octets().raw(options(from, timeNs));
        if (sack && !from.ahead.isEmpty()) {
            long peerIsn = peer(from).isn;
            options.u8(1).u8(1).u8(5).u8(10);
            options.u32(peerIsn + from.ahead.firstKey() & 0xffff_ffffL);
            options.u32(peerIsn + from.ahead.firstEntry().getValue() & 0xffff_ffffL);
        }
        return options.toBytes();
    }

    private void emit(
            TcpEnd from, long timeNs, long offset, long received, int flags, int window, byte[] options, byte[] bytes) {
        TcpEnd to = peer(from);
        long sequence = from.isn + offset & 0xffff_ffffL;
        long acknowledged = (flags & TcpHeader.ACK) == 0 ? 0 : to.isn + received & 0xffff_ffffL;
        TcpHeader header = new TcpHeader(from.port, to.port, sequence, acknowledged, flags, window);
        byte[] source = six ? from.host.address6 : from.host.address;
        byte[] target = six ? to.host.address6 : to.host.address;
        byte[] segment = Frames.tcp(source, target, header, options, bytes);
        capture.ip(timeNs, from.host, to.host, six, from.ids, Frames.TCP, segment);
    }
}
