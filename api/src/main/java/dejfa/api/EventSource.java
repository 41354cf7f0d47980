package dejfa.api;

import java.io.IOException;

/// A log as events, in the order of the log.
public interface EventSource extends AutoCloseable {
    /// The next event, or null at the end.
    Event poll() throws IOException;

    java.util.List<String> complaints();

    @Override
    void close() throws IOException;
}
