package dejfa.detect.sigma.match;

import dejfa.api.HotPath;
import dejfa.api.log.LogRecord;
import dejfa.detect.pattern.PatternSearch;
import java.util.Arrays;
import java.util.BitSet;

/// A record with the values that are derived for it. One thread's own; overwritten by the next record.
public final class View {
    private static final byte[] BETWEEN = {'\n'};

    LogRecord record;
    /// derived values, one behind the other
    private byte[] bytes = new byte[1024];

    private int used;
    /// where each derived value lies; -1 where there is none
    private final int[] at;

    private final int[] length;

    /// @param derivations of the whole program
    public View(int derivations) {
        at = new int[derivations];
        length = new int[derivations];
    }

    public LogRecord record() {
        return record;
    }

    @HotPath
    void begin(LogRecord next, Derivation[] derivations) {
        record = next;
        used = 0;
        for (Derivation derivation : derivations) {
            at[derivation.id()] = -1;
            int from = used;
            if (derivation.write(this)) {
                at[derivation.id()] = from;
                length[derivation.id()] = used - from;
            } else {
                used = from;
            }
        }
    }

    @HotPath
    void append(byte[] from, int offset, int lengthBytes) {
        if (used + lengthBytes > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, used + lengthBytes));
        }
        System.arraycopy(from, offset, bytes, used, lengthBytes);
        used += lengthBytes;
    }

    /// The first field of the first source that the record has: as in [LogRecord#first]; a derived value as `~id`.
    ///
    /// @return [#ABSENT] where it has none
    @HotPath
    int first(int[] sources) {
        for (int source : sources) {
            if (source < 0) {
                if (at[~source] >= 0) return source;
            } else {
                int field = record.first(source);
                if (field >= 0) return field;
            }
        }
        return ABSENT;
    }

    static final int ABSENT = Integer.MIN_VALUE;

    /// As [LogRecord#next], over what [#first] returned.
    @HotPath
    int next(int field) {
        if (field < 0) return ABSENT;
        int next = record.next(field);
        return next < 0 ? ABSENT : next;
    }

    @HotPath
    boolean isNull(int field) {
        return field >= 0 && record.kind(field) == LogRecord.Kind.NULL;
    }

    @HotPath
    boolean holds(ValueTest test, int field) {
        if (field < 0) return test.holds(bytes, at[~field], length[~field]);
        return test.holds(record.bytes(), record.valueAt(field), record.valueBytes(field));
    }

    byte[] bytesOf(int field) {
        return field < 0 ? bytes : record.bytes();
    }

    int at(int field) {
        return field < 0 ? at[~field] : record.valueAt(field);
    }

    int length(int field) {
        return field < 0 ? length[~field] : record.valueBytes(field);
    }

    /// Puts the values in which literals are looked for behind the derived ones, which are there; those that the
    /// cache knows it looks up instead.
    ///
    /// @param fields by number; null for all
    @HotPath
    void gather(BitSet fields, ValueCache cache, PatternSearch.Hits hits) {
        int count = record.count();
        byte[] from = record.bytes();
        for (int field = 0; field < count; field++) {
            int name = record.nameId(field);
            if (fields != null && (name < 0 || !fields.get(name))) continue;
            int length = record.valueBytes(field);
            int start = record.valueAt(field);
            if (length < 2 || cache.add(from, start, length, hits)) continue;
            // Nothing of a rule stands across two values.
            append(BETWEEN, 0, 1);
            append(from, start, length);
        }
    }

    byte[] gathered() {
        return bytes;
    }

    int gatheredBytes() {
        return used;
    }
}
