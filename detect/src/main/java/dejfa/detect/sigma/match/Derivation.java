package dejfa.detect.sigma.match;

import dejfa.detect.sigma.value.Literals;
import dejfa.detect.sigma.value.Tests;
import dejfa.api.HotPath;
import dejfa.api.log.LogRecord;
import java.util.List;
import java.util.Map;

/// A field that a log has in other words: made of others when a record of that log comes.
final class Derivation {
    private final int id;
    private final int[] from;
    private final byte[] between;
    private final byte[][] values;
    private final byte[][] valuesTo;
    private final byte[][] prefixes;
    private final byte[][] prefixesTo;

    /// @param from numbers of the fields; what the record lacks of them, the first aside, is left out
    /// @param between stands between them
    /// @param values whole values to others
    /// @param prefixes starts of the first value to others, any case
    Derivation(int id, int[] from, String between, Map<String, String> values, Map<String, String> prefixes) {
        this.id = id;
        this.from = from.clone();
        this.between = Tests.utf8(between);
        this.values = bytes(List.copyOf(values.keySet()));
        this.valuesTo = bytes(List.copyOf(values.values()));
        this.prefixes = bytes(prefixes.keySet().stream()
                .map(one -> one.toLowerCase(java.util.Locale.ROOT))
                .toList());
        this.prefixesTo = bytes(List.copyOf(prefixes.values()));
    }

    private static byte[][] bytes(List<String> texts) {
        return texts.stream().map(Tests::utf8).toArray(byte[][]::new);
    }

    int id() {
        return id;
    }

    /// @return false where the record has no such field
    @HotPath
    boolean write(View view) {
        LogRecord record = view.record;
        int first = record.first(from[0]);
        if (first < 0 || record.kind(first) == LogRecord.Kind.NULL) return false;
        byte[] bytes = record.bytes();
        int at = record.valueAt(first);
        int length = record.valueBytes(first);
        for (int i = 0; i < values.length; i++) {
            if (values[i].length == length && Literals.same(bytes, at, values[i], true)) {
                view.append(valuesTo[i], 0, valuesTo[i].length);
                return true;
            }
        }
        for (int i = 0; i < prefixes.length; i++) {
            if (prefixes[i].length <= length && Literals.same(bytes, at, prefixes[i], false)) {
                view.append(prefixesTo[i], 0, prefixesTo[i].length);
                at += prefixes[i].length;
                length -= prefixes[i].length;
                break;
            }
        }
        view.append(bytes, at, length);
        for (int i = 1; i < from.length; i++) {
            int field = record.first(from[i]);
            if (field < 0 || record.kind(field) == LogRecord.Kind.NULL) continue;
            view.append(between, 0, between.length);
            view.append(bytes, record.valueAt(field), record.valueBytes(field));
        }
        return true;
    }
}
