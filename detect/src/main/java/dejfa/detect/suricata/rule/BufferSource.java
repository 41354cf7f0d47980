package dejfa.detect.suricata.rule;

import dejfa.api.Direction;
import dejfa.api.Field;
import dejfa.api.Slots;
import java.util.List;
import java.util.function.Consumer;

/// Where a buffer comes from in the transactions of one protocol: a slot, possibly inside records, or their files.
///
/// @param protocol event name of the transaction's schema; null for the files of any protocol
/// @param path from the transaction's slots down to the leaf; empty for files
/// @param side null where it may be in either direction
/// @param ready progress of that side from which on the value no longer changes
public record BufferSource(Origin origin, String protocol, List<Field> path, Direction side, int ready) {
    /// What is read.
    public enum Origin {
        SLOT,
        FILE_DATA,
        FILE_NAME
    }

    public boolean inDirection(Direction direction) {
        return side == null || side == direction;
    }

    public boolean of(String transactionProtocol) {
        return protocol == null || protocol.equals(transactionProtocol);
    }

    public boolean isBody() {
        return origin == Origin.FILE_DATA
                || origin == Origin.SLOT && path.getLast().kind() == Field.Kind.BODY;
    }

    /// May there be several values, each looked at apart?
    public boolean hasSeveralValues() {
        if (origin != Origin.SLOT) return false;
        // By index: asked per packet, where a stream would be garbage.
        for (int i = 0; i < path.size(); i++) if (isList(path.get(i).kind())) return true;
        return false;
    }

    private static boolean isList(Field.Kind kind) {
        return switch (kind) {
            case BYTES_LIST, TEXT_LIST, NUMBER_LIST, RECORD_LIST -> true;
            case BYTES, TEXT, NUMBER, REAL, FLAG, RECORD, MAP, BODY -> false;
        };
    }

    /// Hands on every value that is set, in order.
    public void values(Slots slots, Consumer<Object> out) {
        if (origin == Origin.SLOT) values(slots, 0, out);
    }

    private void values(Slots slots, int depth, Consumer<Object> out) {
        Object value = slots.get(path.get(depth));
        if (value == null) return;
        if (depth + 1 < path.size()) {
            switch (value) {
                case Slots inner -> values(inner, depth + 1, out);
                case List<?> list -> {
                    for (Object element : list) {
                        if (element instanceof Slots inner) values(inner, depth + 1, out);
                    }
                }
                default -> {}
            }
        } else if (value instanceof List<?> list) list.forEach(out);
        else out.accept(value);
    }
}
