package dejfa.ingest.log.follow;

import java.util.ArrayDeque;

/// Messages that wait to be read; what finds no room is counted.
final class Messages {
    private static final long MAX_BYTES = 32L << 20;
    private static final int MAX_COUNT = 100_000;

    /// @param sender address of who sent it
    record Message(byte[] text, String sender) {}

    private final ArrayDeque<Message> waiting = new ArrayDeque<>();
    private long bytes;
    private long dropped;

    synchronized void add(byte[] text, String sender) {
        if (waiting.size() == MAX_COUNT || bytes + text.length > MAX_BYTES) {
            dropped++;
            return;
        }
        bytes += text.length;
        waiting.add(new Message(text, sender));
    }

    /// @return null where none waits
    synchronized Message poll() {
        Message first = waiting.poll();
        if (first != null) bytes -= first.text.length;
        return first;
    }

    synchronized long dropped() {
        return dropped;
    }
}
