package dejfa.detect.suricata.keyword;

/// Thrown where a rule that is read beside others asks for what depends on the rules before it: the name of a flowbit,
/// a data set. It is read again in its turn.
public final class OrderMatters extends RuntimeException {
    static final OrderMatters SIGNAL = new OrderMatters();

    private OrderMatters() {
        super("rules are being read side by side", null, false, false);
    }
}
