package dejfa.node.bench;

import dejfa.api.Ids;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Hours of traffic, as fast as they can be worked on: flows that begin, speak and end, one after the other at a steady
/// rate. Of ten flows six are a DNS question and its answer, three an HTTP exchange, one a SYN without an answer.
/// Nothing is remembered of a flow: each packet follows from its number.
final class SoakSource extends MadeSource {
    static final String VARS = String.format(Locale.ROOT, MadeSource.VARS, 1 << 16);

    private static final int MOST_PACKETS = 9;
    /// flows that begin between two packets of a flow
    private static final int APART = 20;
    private static final int CLIENTS = 50_000;
    private static final int SERVERS = 2_000;
    private static final int CLIENT_NET = 0x0a000000;
    private static final int SERVER_NET = 0x0a800000;
    private static final byte[] NOTHING = {};
    /// where the five digits of a name stand in question and request
    private static final int DIGITS = 5;

    private enum Kind {
        DNS(2),
        HTTP(9),
        SYN(1);

        final int packets;

        Kind(int packets) {
            this.packets = packets;
        }
    }

    /// At the end of an hour of traffic, all of it worked on.
    ///
    /// @param live flows begun that have not ended
    record Point(double hours, long packets, long begun, long live, long heapBytes, long memoryBytes) {}

    private final long flows;
    private final long seed;
    private final double stepNs;
    private final LongSupplier ended;
    private final Consumer<Point> looked;
    private final byte[] question = ascii("\0\0\1\0\0\1\0\0\0\0\0\0\6h00000\7example\3org\0\0\1\0\1");
    private final byte[] answer =
            ascii("\0\0\201\200\0\1\0\1\0\0\0\0\6h00000\7example\3org\0\0\1\0\1\300\14\0\1\0\1\0\0\1\54\0\4\300\0\2\1");
    private final byte[] request =
            ascii("GET /00000 HTTP/1.1\r\nHost: www.example.org\r\nUser-Agent: soak\r\nAccept: */*\r\n\r\n");
    private final byte[] response =
            ascii("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello");
    private final Ends ends = new Ends();
    private final List<Point> points = new ArrayList<>();
    private final long[] begun = new long[Kind.values().length];
    private long step;

    /// @param ended asked for the flows that have ended so far
    /// @param looked told of each look at memory
    SoakSource(long flows, double hours, long seed, LongSupplier ended, Consumer<Point> looked) {
        super(seed);
        this.flows = flows;
        this.seed = seed;
        this.ended = ended;
        this.looked = looked;
        stepNs = hours * 3.6e12 / flows;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    List<Point> points() {
        return points;
    }

    long dnsFlows() {
        return begun[Kind.DNS.ordinal()];
    }

    long httpFlows() {
        return begun[Kind.HTTP.ordinal()];
    }

    @Override
    void fill() throws IOException {
        while (due()) look();
        long steps = flows + (long) MOST_PACKETS * APART;
        while (step < steps && room(MOST_PACKETS) && !due()) {
            long timeNs = (long) (step * stepNs);
            for (int k = 0; k < MOST_PACKETS; k++) {
                long flow = step - (long) k * APART;
                if (flow >= 0 && flow < flows) packet(timeNs + k, flow, k);
            }
            step++;
        }
    }

    private boolean due() {
        return points.size() < SoakCommand.POINTS && step >= (points.size() + 1) * flows / SoakCommand.POINTS;
    }

    private void look() throws IOException {
        drained();
        long all = begun[0] + begun[1] + begun[2];
        points.add(new Point(
                step * stepNs / 3.6e12,
                emitted(),
                all,
                all - ended.getAsLong(),
                heapBytes(),
                ThreadClock.memoryBytes()));
        looked.accept(points.getLast());
    }

    private Kind kind(long flow) {
        long die = Long.remainderUnsigned(Ids.mix(seed, flow), 10);
        return die < 6 ? Kind.DNS : die < 9 ? Kind.HTTP : Kind.SYN;
    }

    private void packet(long timeNs, long flow, int k) {
        Kind kind = kind(flow);
        if (k >= kind.packets) return;
        if (k == 0) begun[kind.ordinal()]++;
        ends.client = CLIENT_NET + (int) (flow % CLIENTS);
        ends.server = SERVER_NET + (int) Long.remainderUnsigned(Ids.mix(flow, seed), SERVERS);
        ends.clientPort = 1024 + (int) (flow / CLIENTS % 64_000);
        ends.serverPort = kind == Kind.DNS ? 53 : 80;
        switch (kind) {
            case DNS -> dns(timeNs, flow, k);
            case HTTP -> http(timeNs, flow, k);
            case SYN -> tcp(timeNs, ends, true, SYN, 1000, 0, NOTHING);
        }
    }

    private void dns(long timeNs, long flow, int k) {
        byte[] message = k == 0 ? question : answer;
        message[0] = (byte) (flow >>> 8);
        message[1] = (byte) flow;
        digits(message, 14, flow);
        udp(timeNs, ends, k == 0, message);
    }

    private void http(long timeNs, long flow, int k) {
        long asked = 1001 + request.length;
        long answered = 5001 + response.length;
        switch (k) {
            case 0 -> tcp(timeNs, ends, true, SYN, 1000, 0, NOTHING);
            case 1 -> tcp(timeNs, ends, false, SYN_ACK, 5000, 1001, NOTHING);
            case 2 -> tcp(timeNs, ends, true, ACK, 1001, 5001, NOTHING);
            case 3 -> {
                digits(request, 5, flow);
                tcp(timeNs, ends, true, PUSH_ACK, 1001, 5001, request);
            }
            case 4 -> tcp(timeNs, ends, false, PUSH_ACK, 5001, asked, response);
            case 5 -> tcp(timeNs, ends, true, ACK, asked, answered, NOTHING);
            case 6 -> tcp(timeNs, ends, true, FIN_ACK, asked, answered, NOTHING);
            case 7 -> tcp(timeNs, ends, false, FIN_ACK, answered, asked + 1, NOTHING);
            default -> tcp(timeNs, ends, true, ACK, asked + 1, answered + 1, NOTHING);
        }
    }

    private static void digits(byte[] bytes, int at, long number) {
        long rest = number;
        for (int i = DIGITS - 1; i >= 0; i--) {
            bytes[at + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    @Override
    public long totalBytes() {
        return -1;
    }
}
