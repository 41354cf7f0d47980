package dejfa.api;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/// What a protocol's folder offers; found by `ServiceLoader` (mark it `@Provides(FlowParserFactory.class)`).
public interface FlowParserFactory {
    /// What a look at first bytes says.
    enum Recognition {
        YES,
        NO,
        /// more bytes of this direction are needed to tell
        MORE
    }

    /// The name in EVE's `app_proto` and in rule headers (`http`).
    String protocol();

    /// Is it spoken over this IP protocol (6 TCP, 17 UDP)?
    boolean over(int ipProtocol);

    /// Schemas of its transactions; the first is the protocol's own event.
    List<Schema> schemas();

    /// Do its first bytes prove little? Then it is asked after all others, except on its usual ports.
    default boolean weak() {
        return false;
    }

    /// Asked before [#recognise] of the first datagram of a flow: does it look like an answer, so that its sender is
    /// the server? Cheap; a yes is checked by recognition.
    default boolean answers(MemorySegment bytes, long offset, int lengthBytes) {
        return false;
    }

    /// Called once, before any flow.
    ///
    /// @param settings by Suricata's dotted names: `app-layer.protocols.mqtt.max-msg-length`
    default void configure(Map<String, String> settings) {}

    /// Ports on which to try it first; content decides.
    int[] usualPorts();

    /// @param direction who sent the bytes; they are the first of that direction
    Recognition recognise(Direction direction, MemorySegment bytes, long offset, int lengthBytes, Flow flow);

    /// @param context from the [Expectation] that announced the flow, else null
    FlowParser create(Flow flow, Slots context);
}
