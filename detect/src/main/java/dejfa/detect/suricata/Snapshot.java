package dejfa.detect.suricata;

import dejfa.api.BodyWindow;
import dejfa.api.Field;
import dejfa.api.Slots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A transaction as it stood when an alert or a file was told of: it goes on growing while that waits to be written.
public final class Snapshot {
    private Snapshot() {}

    public static Slots of(Slots live) {
        Slots copy = new Slots(live.schema());
        for (Field field : live.schema().fields()) {
            Object value = live.get(field);
            if (value != null && !(value instanceof BodyWindow)) copy.set(field, copy(value));
        }
        return copy;
    }

    private static Object copy(Object value) {
        return switch (value) {
            case Slots inner -> of(inner);
            case List<?> list -> {
                List<Object> elements = new ArrayList<>(list.size());
                for (Object element : list) elements.add(copy(element));
                yield elements;
            }
            case Map<?, ?> map -> new TreeMap<Object, Object>(map);
            default -> value;
        };
    }
}
