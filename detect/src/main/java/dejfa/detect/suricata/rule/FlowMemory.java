package dejfa.detect.suricata.rule;

import dejfa.api.Direction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What rules remember of a flow: flowbits, flowints, and which rules have had their say.
public class FlowMemory {
    /// Flowints kept; each is named by a rule, so the rules bound them anyway.
    private static final int MAX_NUMBERS = 1024;

    private final BitSet bits = new BitSet();
    private final Map<Integer, Long> numbers = new HashMap<>(0);
    private final Map<String, String> variables = new TreeMap<>();
    private boolean hushedTransactions;
    private boolean hushedFlow;
    private long bytesToServer;
    private long bytesToClient;

    public boolean bit(int index) {
        return bits.get(index);
    }

    public void setBit(int index) {
        bits.set(index);
    }

    public void clearBit(int index) {
        bits.clear(index);
    }

    public void flipBit(int index) {
        bits.flip(index);
    }

    /// Or null where it was never set.
    public Long number(int index) {
        return numbers.get(index);
    }

    public void number(int index, long value) {
        if (numbers.size() < MAX_NUMBERS || numbers.containsKey(index)) numbers.put(index, value);
    }

    /// A text that a pcre captured into a variable of the flow.
    public void variable(String name, String text) {
        if (variables.size() < MAX_NUMBERS || variables.containsKey(name)) variables.put(name, text);
    }

    /// By name.
    public Map<String, String> variables() {
        return variables;
    }

    /// Flowints that are set, by name.
    public Map<String, Object> numbers(List<String> names) {
        Map<String, Object> set = new TreeMap<>();
        numbers.forEach((index, value) -> set.put(names.get(index), value));
        return set;
    }

    /// Its transactions are not written from here on.
    public void hushTransactions() {
        hushedTransactions = true;
    }

    public boolean transactionsHushed() {
        return hushedTransactions;
    }

    /// It is not written itself.
    public void hushFlow() {
        hushedFlow = true;
    }

    public boolean flowHushed() {
        return hushedFlow;
    }

    /// Bytes that a direction of a TCP flow has sent.
    public long streamBytes(Direction direction) {
        return direction == Direction.TO_SERVER ? bytesToServer : bytesToClient;
    }

    protected void streamBytes(Direction direction, long total) {
        if (direction == Direction.TO_SERVER) bytesToServer = Math.max(bytesToServer, total);
        else bytesToClient = Math.max(bytesToClient, total);
    }

    /// Names of the flowbits that are set, for the alert's metadata.
    public List<String> names(List<String> all) {
        List<String> set = new ArrayList<>();
        for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) set.add(all.get(i));
        return set;
    }
}
