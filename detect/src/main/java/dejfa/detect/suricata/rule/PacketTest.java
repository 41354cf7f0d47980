package dejfa.detect.suricata.rule;

/// A test on packet, flow or flow memory, made by one keyword.
@FunctionalInterface
public interface PacketTest {
    boolean holds(Subject subject);
}
