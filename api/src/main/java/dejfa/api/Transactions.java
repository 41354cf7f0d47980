package dejfa.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The transactions of one flow, and what else its parser has to say. Parsers write, rules and loggers read.
public final class Transactions {
    /// Open transactions kept per flow; beyond it the oldest is closed (an attacker can pipeline for ever).
    public static final int MAX_LIVE = 256;

    /// Frames kept per flow until the rule engine has seen them.
    public static final int MAX_FRAMES = 256;

    private final Flow flow;
    private final Set<FileHash> hashes;
    private final List<Transaction> live = new ArrayList<>(2);
    private final List<String> anomalies = new ArrayList<>(0);
    private final List<Frame> frames = new ArrayList<>(0);
    private final List<Expectation> expectations = new ArrayList<>(0);
    private long nextId;
    private long lastFrame;
    private long forced;
    private long timeNs;
    private long position;
    private String successor;
    private Slots successorContext;
    private int leftover;
    private boolean bypass;

    public Transactions(Flow flow) {
        this(flow, Set.of());
    }

    /// @param hashes digests wanted of every file
    public Transactions(Flow flow, Set<FileHash> hashes) {
        this.flow = flow;
        this.hashes = hashes;
    }

    public Flow flow() {
        return flow;
    }

    /// Time of the packet that brought the bytes, nanoseconds since 1970.
    public long timeNs() {
        return timeNs;
    }

    public void timeNs(long now) {
        timeNs = now;
    }

    /// Where the bytes that the parser is given just now begin: TCP: bytes of this direction before them, gaps
    /// included; UDP: 0.
    public long position() {
        return position;
    }

    public void position(long streamOffset) {
        position = streamOffset;
    }

    /// A frame begins at `start` (see [Frame#start]); past [#MAX_FRAMES] unread ones it is not kept.
    ///
    /// @param lengthBytes [Frame#OPEN] until [Frame#close(long)] says it
    /// @param transaction the one it belongs to, or null
    public Frame frame(String type, Direction direction, long start, long lengthBytes, Transaction transaction) {
        Frame frame =
                new Frame(++lastFrame, type, direction, start, lengthBytes, transaction == null ? -1 : transaction.id);
        if (frames.size() < MAX_FRAMES) frames.add(frame);
        return frame;
    }

    /// Frames that rules have not seen to their end; the rule engine removes them.
    public List<Frame> frames() {
        return frames;
    }

    public Transaction open(Schema schema) {
        if (live.size() >= MAX_LIVE) {
            for (Transaction old : live) {
                if (!old.isComplete()) {
                    old.complete();
                    forced++;
                    break;
                }
            }
        }
        Transaction transaction = new Transaction(nextId++, schema, hashes);
        live.add(transaction);
        return transaction;
    }

    /// Transactions that are not yet complete, inspected and logged; oldest first. The route removes them.
    public List<Transaction> live() {
        return live;
    }

    /// Number of transactions opened so far.
    public long opened() {
        return nextId;
    }

    /// Transactions closed early because too many were open.
    public long forced() {
        return forced;
    }

    /// An anomaly of the flow that belongs to no transaction.
    public void anomaly(String name) {
        if (anomalies.size() < 64) anomalies.add(name);
    }

    public List<String> anomalies() {
        return anomalies;
    }

    /// From the next byte on another protocol is spoken (STARTTLS, Upgrade, CONNECT). `""`: recognise anew.
    public void become(String protocol) {
        become(protocol, 0);
    }

    /// The same, where the last `leftoverBytes` of the bytes just given to the parser belong to the new protocol.
    public void become(String protocol, int leftoverBytes) {
        become(protocol, leftoverBytes, null);
    }

    /// The same, with what the new parser should know of the old one's last words (the request that asked for it).
    public void become(String protocol, int leftoverBytes, Slots context) {
        successor = protocol;
        leftover = leftoverBytes;
        successorContext = context;
    }

    /// What the last [#become(String, int, Slots)] gave along, or null.
    public Slots successorContext() {
        return successorContext;
    }

    /// Bytes at the end of the last chunk that the present parser left to its successor.
    public int leftoverBytes() {
        return leftover;
    }

    /// What [#become(String)] said since the last call, or null.
    public String takeSuccessor() {
        String protocol = successor;
        successor = null;
        return protocol;
    }

    /// Nothing more can be read from this flow (it is encrypted from here on).
    public void bypass() {
        bypass = true;
    }

    public boolean bypassed() {
        return bypass;
    }

    public void expect(Expectation expectation) {
        if (expectations.size() < 16) expectations.add(expectation);
    }

    /// What was announced since the last call to `clear()` on it.
    public List<Expectation> expectations() {
        return expectations;
    }
}
