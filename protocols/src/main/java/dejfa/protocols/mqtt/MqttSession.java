package dejfa.protocols.mqtt;

import dejfa.api.BodyWindow;
import dejfa.api.Direction;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.protocols.GrowingBytes;
import dejfa.protocols.wire.Cursor;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;

/// Puts messages together to transactions: CONNECT with CONNACK, and by packet identifier PUBLISH, SUBSCRIBE and
/// UNSUBSCRIBE with what answers them.
final class MqttSession {
    /// exchanges that wait for an answer; the oldest goes first, as in [Transactions#open]
    private static final int MAX_WAITING = Transactions.MAX_LIVE;
    /// messages of one transaction
    private static final int MAX_MESSAGES = 64;
    /// of a payload, as EVE shows it
    private static final int SHOWN_BYTES = 1024;

    /// @param opener who sent the first message
    private record Exchange(Direction opener, MqttType type, int id) {}

    /// A PUBLISH whose payload is passing.
    private static final class Passing {
        Transaction transaction;
        Slots publish;
        BodyWindow window;
        boolean answered;
        final GrowingBytes shown = new GrowingBytes(SHOWN_BYTES);
    }

    private final MqttSettings settings;
    private final Map<Exchange, Transaction> waiting = new LinkedHashMap<>();
    private final Passing[] passing = {new Passing(), new Passing()};
    private Transaction connecting;
    private int version;
    private boolean connected;
    private long forced;

    MqttSession(MqttSettings settings) {
        this.settings = settings;
    }

    boolean isFive() {
        return version >= 5;
    }

    /// @return false where the message can't be read
    boolean message(Direction direction, MqttHeader header, Cursor in, Transactions out) {
        MqttMessage message = MqttReader.read(header, in, version, settings);
        if (message == null) return false;
        switch (header.type()) {
            case CONNECT -> connect(direction, message, out);
            case CONNACK -> connack(direction, message, out);
            case SUBSCRIBE, UNSUBSCRIBE -> {
                Transaction opened = introduced(open(direction, message, out));
                if (header.qos() > 1) opened.anomaly("invalid_qos_level");
                // Its QoS is 1 (MQTT 5.0 §3.8.1); with 0 nothing will answer.
                if (header.qos() == 1) await(new Exchange(direction, header.type(), message.id()), opened);
                else opened.complete();
            }
            case SUBACK -> answer(direction, MqttType.SUBSCRIBE, message, true, "missing_subscribe", out);
            case UNSUBACK -> answer(direction, MqttType.UNSUBSCRIBE, message, true, "missing_unsubscribe", out);
            case PUBACK, PUBCOMP -> answer(direction, MqttType.PUBLISH, message, true, "missing_publish", out);
            case PUBREC, PUBREL -> answer(direction, MqttType.PUBLISH, message, false, "missing_publish", out);
            case PINGREQ, PINGRESP, DISCONNECT, AUTH ->
                introduced(open(direction, message, out)).complete();
            case PUBLISH, UNASSIGNED -> throw new IllegalStateException("not gathered: " + header.type());
        }
        return true;
    }

    private void connect(Direction direction, MqttMessage message, Transactions out) {
        version = (int) message.slots().number(MqttConnectFields.PROTOCOL_VERSION, 0);
        Transaction opened = open(direction, message, out);
        if (connected || connecting != null) opened.anomaly("double_connect");
        if (connecting != null) connecting.complete();
        connecting = opened;
    }

    private void connack(Direction direction, MqttMessage message, Transactions out) {
        Transaction opened = connecting;
        connecting = null;
        connected = true;
        if (opened == null) {
            opened = open(direction, message, out);
            opened.anomaly("missing_connect");
        } else add(opened, message);
        opened.complete();
    }

    private void answer(
            Direction direction, MqttType of, MqttMessage message, boolean last, String missing, Transactions out) {
        // PUBREL is the only answer that the opener itself sends.
        Direction opener = message.header().type() == MqttType.PUBREL ? direction : direction.reverse();
        Exchange exchange = new Exchange(opener, of, message.id());
        Transaction opened = last ? waiting.remove(exchange) : waiting.get(exchange);
        if (opened == null || opened.isComplete()) {
            opened = introduced(open(direction, message, out));
            opened.anomaly(missing);
            opened.complete();
            return;
        }
        add(opened, message);
        if (last) opened.complete();
    }

    /// @param payloadBytes that will come
    /// @return false where the message can't be read
    boolean publish(Direction direction, MqttHeader header, Cursor in, int payloadBytes, Transactions out) {
        MqttMessage message = MqttReader.publish(header, in, version);
        if (message == null) return false;
        Transaction opened = introduced(open(direction, message, out));
        Passing now = passing[direction.ordinal()];
        now.transaction = opened;
        now.publish = message.slots();
        now.window = new BodyWindow();
        now.shown.clear();
        now.answered = header.qos() == 1 || header.qos() == 2;
        if (header.qos() == 3) opened.anomaly("invalid_qos_level");
        if (now.answered) await(new Exchange(direction, MqttType.PUBLISH, message.id()), opened);
        opened.set(MqttFields.PAYLOAD, now.window);
        return true;
    }

    void payload(Direction direction, MemorySegment bytes, long offset, int lengthBytes) {
        Passing now = passing[direction.ordinal()];
        if (now.transaction == null || lengthBytes == 0) return;
        now.window.append(bytes, offset, lengthBytes);
        now.shown.append(bytes, offset, lengthBytes);
        now.transaction.touched();
    }

    void payloadEnd(Direction direction) {
        Passing now = passing[direction.ordinal()];
        if (now.transaction == null) return;
        now.window.complete();
        now.publish.set(MqttPublishFields.MESSAGE, now.shown.copy());
        now.transaction.touched();
        if (!now.answered) now.transaction.complete();
        now.transaction = null;
        now.publish = null;
        now.window = null;
        now.shown.release();
    }

    void truncated(Direction direction, MqttHeader header, Transactions out) {
        open(direction, MqttMessage.truncated(header), out).complete();
    }

    void unassigned(Direction direction, MqttHeader header, Transactions out) {
        Transaction opened = open(direction, new MqttMessage(header, null, -1), out);
        opened.anomaly("unassigned_msg_type");
        opened.complete();
    }

    void malformed(Direction direction, Transactions out) {
        payloadEnd(direction);
        Transaction opened = out.open(MqttFields.SCHEMA);
        opened.only = direction;
        opened.onlyAnomalies = true;
        opened.anomaly("malformed_traffic");
        opened.complete();
    }

    private Transaction open(Direction direction, MqttMessage message, Transactions out) {
        Transaction opened = out.open(MqttFields.SCHEMA);
        opened.only = direction;
        if (out.forced() > forced) opened.anomaly("too_many_transactions");
        forced = out.forced();
        add(opened, message);
        return opened;
    }

    private Transaction introduced(Transaction opened) {
        if (!connected) opened.anomaly("unintroduced_message");
        return opened;
    }

    private void await(Exchange exchange, Transaction opened) {
        if (exchange.id() < 0) {
            opened.anomaly("missing_msg_id");
            opened.complete();
            return;
        }
        Transaction before = waiting.put(exchange, opened);
        if (before != null) before.complete();
        if (waiting.size() > MAX_WAITING) {
            Exchange oldest = waiting.keySet().iterator().next();
            waiting.remove(oldest).complete();
        }
    }

    private void add(Transaction transaction, MqttMessage message) {
        MqttHeader header = message.header();
        if (transaction.slots.list(MqttFields.TYPES).size() >= MAX_MESSAGES) {
            if (!transaction.anomalies.contains("too_many_messages")) transaction.anomaly("too_many_messages");
            return;
        }
        transaction
                .add(MqttFields.TYPES, (long) header.type().ordinal())
                .add(MqttFields.FLAGS, (long) header.flags())
                .add(MqttFields.QOS_LEVELS, (long) header.qos());
        if (version > 0) transaction.set(MqttFields.PROTOCOL_VERSION, version);
        if (header.type().field != null) transaction.set(header.type().field, message.slots());
        MqttReader.forRules(message, transaction, settings);
    }
}
