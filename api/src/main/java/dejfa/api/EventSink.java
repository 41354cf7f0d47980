package dejfa.api;

/// Takes events in order.
@FunctionalInterface
public interface EventSink {
    void accept(Event event);
}
