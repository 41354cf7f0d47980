package dejfa.protocols.dns;

import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import java.util.function.Consumer;

/// Reads one message that another protocol carries (DNS over HTTP).
public final class DnsReader {
    private DnsReader() {}

    /// @param anomaly takes what is wrong with the message
    /// @return its slots, of [DnsFields#SCHEMA]; null where it is none
    public static Slots read(byte[] bytes, Consumer<String> anomaly) {
        DnsMessage message = DnsMessage.read(bytes, 0, bytes.length);
        if (message == null) {
            anomaly.accept("malformed_data");
            return null;
        }
        Transaction alone = new Transactions(null).open(DnsFields.SCHEMA);
        DnsSlots.fill(alone, message);
        for (String name : message.anomalies()) anomaly.accept(name);
        return alone.slots;
    }
}
