package dejfa.ingest.log.slots;

import dejfa.api.Field;
import dejfa.api.Slots;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Any value as the kind that a slot holds; what can't be is left out.
public final class SlotValues {
    private SlotValues() {}

    public static void set(Slots slots, Field field, Object value) {
        Object typed = value == null ? null : typed(field, value);
        if (typed != null) slots.set(field, typed);
    }

    private static Object typed(Field field, Object value) {
        return switch (field.kind()) {
            case BYTES -> bytes(value);
            case TEXT -> text(value);
            case NUMBER -> number(value);
            case REAL -> value instanceof Number number ? (Object) number.doubleValue() : null;
            case FLAG -> flag(value);
            case BYTES_LIST -> list(value, SlotValues::bytes);
            case TEXT_LIST -> list(value, SlotValues::text);
            case NUMBER_LIST -> list(value, SlotValues::number);
            case RECORD -> value instanceof Map<?, ?> map && field.of() != null ? record(field, map) : null;
            case RECORD_LIST ->
                field.of() == null
                        ? null
                        : list(value, one -> one instanceof Map<?, ?> map ? record(field, map) : null);
            case MAP -> value instanceof Map<?, ?> map ? sorted(map) : null;
            case BODY -> null;
        };
    }

    private static Slots record(Field field, Map<?, ?> values) {
        Slots inner = new Slots(field.of());
        EvePaths.of(field.of()).fill(inner, values);
        return inner;
    }

    private static byte[] bytes(Object value) {
        String text = text(value);
        if (text == null) return null;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) return text.getBytes(StandardCharsets.UTF_8);
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(Object value) {
        return value instanceof Map<?, ?> || value instanceof List<?> ? null : value.toString();
    }

    private static Long number(Object value) {
        if (value instanceof Long number) return number;
        if (value instanceof Double real) return real.longValue();
        if (!(value instanceof String text) || text.isEmpty() || text.length() > 18) return null;
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return null;
            number = number * 10 + digit;
        }
        return number;
    }

    private static Boolean flag(Object value) {
        if (value instanceof Boolean flag) return flag;
        return switch (value.toString()) {
            case "true", "T", "1" -> Boolean.TRUE;
            case "false", "F", "0" -> Boolean.FALSE;
            default -> null;
        };
    }

    private static List<Object> list(Object value, java.util.function.Function<Object, Object> typed) {
        List<Object> all = new ArrayList<>();
        for (Object one : value instanceof List<?> list ? list : List.of(value)) {
            Object element = typed.apply(one);
            if (element != null) all.add(element);
        }
        return all.isEmpty() ? null : all;
    }

    private static TreeMap<String, Object> sorted(Map<?, ?> map) {
        TreeMap<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(key.toString(), value));
        return sorted;
    }
}
