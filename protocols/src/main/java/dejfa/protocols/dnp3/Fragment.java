package dejfa.protocols.dnp3;

import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Cursor;
import java.util.ArrayList;
import java.util.List;

/// Reads an application fragment: control, function, internal indications and objects (IEEE 1815 §4).
final class Fragment {
    private static final int CONFIRM = 0;
    static final int RESPONSE = 129;
    static final int UNSOLICITED = 130;
    private static final int AUTHENTICATE_RESPONSE = 131;

    private static final String[] INDICATORS = {
        "no_func_code_support",
        "object_unknown",
        "parameter_error",
        "event_buffer_overflow",
        "already_executing",
        "config_corrupt",
        "reserved_2",
        "reserved_1",
        "all_stations",
        "class_1_events",
        "class_2_events",
        "class_3_events",
        "need_time",
        "local_control",
        "device_trouble",
        "device_restart"
    };

    private final Transaction transaction;
    private final Dnp3Factory.Limits limits;
    final int function;
    final int indications;
    final Slots application = new Slots(Dnp3ApplicationFields.SCHEMA);
    final List<Slots> objects = new ArrayList<>();
    private final Cursor in;
    private int pointsKept;

    /// @param bytes the fragment as far as it came
    /// @param whole its last segment came too
    Fragment(byte[] bytes, boolean whole, Transaction transaction, Dnp3Factory.Limits limits) {
        this.transaction = transaction;
        this.limits = limits;
        in = new Cursor(bytes);
        int control = in.u8();
        function = in.u8();
        boolean response = function >= RESPONSE && function <= AUTHENTICATE_RESPONSE;
        indications = response ? in.u16() : 0;
        application
                .set(
                        Dnp3ApplicationFields.CONTROL,
                        new Slots(Dnp3ApplicationControlFields.SCHEMA)
                                .set(Dnp3ApplicationControlFields.FIRST, (Object) ((control & 0x80) != 0))
                                .set(Dnp3ApplicationControlFields.FINAL, (Object) ((control & 0x40) != 0))
                                .set(Dnp3ApplicationControlFields.CONFIRM, (Object) ((control & 0x20) != 0))
                                .set(Dnp3ApplicationControlFields.UNSOLICITED, (Object) ((control & 0x10) != 0))
                                .set(Dnp3ApplicationControlFields.SEQUENCE, control & 0x0f))
                .set(Dnp3ApplicationFields.FUNCTION, function);
        boolean complete = whole && in.ok() && readObjects();
        application
                .set(Dnp3ApplicationFields.OBJECTS, new ArrayList<>(objects))
                .set(Dnp3ApplicationFields.COMPLETE, (Object) complete);
    }

    /// Names of the indications that are set, or null where it has none.
    List<String> indicators() {
        if (function < RESPONSE || function > AUTHENTICATE_RESPONSE) return null;
        List<String> names = new ArrayList<>();
        for (int i = 0; i < INDICATORS.length; i++) if ((indications >> i & 1) != 0) names.add(INDICATORS[i]);
        return names;
    }

    /// @return whether all could be read
    private boolean readObjects() {
        while (in.remaining() > 0) {
            if (objects.size() >= limits.objects()) {
                transaction.anomaly("too_many_objects");
                return false;
            }
            if (!object()) return false;
        }
        return in.ok();
    }

    /// One object: header, range, points (§4.4.3).
    private boolean object() {
        int group = in.u8();
        int variation = in.u8();
        int qualifier = in.u8();
        int prefixCode = qualifier >> 4 & 7;
        int rangeCode = qualifier & 15;
        Slots object = new Slots(Dnp3ObjectFields.SCHEMA)
                .set(Dnp3ObjectFields.GROUP, group)
                .set(Dnp3ObjectFields.VARIATION, variation)
                .set(Dnp3ObjectFields.QUALIFIER, qualifier)
                .set(Dnp3ObjectFields.PREFIX_CODE, prefixCode)
                .set(Dnp3ObjectFields.RANGE_CODE, rangeCode);
        long[] range = range(rangeCode);
        if (range == null || !in.ok()) {
            transaction.anomaly("len_too_small");
            return false;
        }
        long count = range[2];
        object.set(Dnp3ObjectFields.START, range[0])
                .set(Dnp3ObjectFields.STOP, range[1])
                .set(Dnp3ObjectFields.COUNT, count);
        objects.add(object);
        if (count == 0 || variation == 0) return true;
        if (count > limits.points() || pointsKept + count > limits.points()) {
            transaction.anomaly("too_many_points");
            return false;
        }
        Form form = Form.of(group, variation);
        if (form == null) {
            transaction.anomaly("unknown_object");
            return false;
        }
        points(object, form, variation, prefixCode, range[0], (int) count);
        if (!in.ok()) transaction.anomaly("len_too_small");
        return in.ok();
    }

    /// Start, stop and count, or null where the code is reserved or the range runs backwards.
    private long[] range(int code) {
        long start = 0;
        long stop = 0;
        switch (code) {
            case 0, 3 -> {
                start = in.u8();
                stop = in.u8();
            }
            case 1, 4 -> {
                start = in.u16LE();
                stop = in.u16LE();
            }
            case 2, 5 -> {
                start = in.u32LE();
                stop = in.u32LE();
            }
            case 6 -> {
                return new long[3];
            }
            case 7, 11 -> {
                return new long[] {0, 0, in.u8()};
            }
            case 8 -> {
                return new long[] {0, 0, in.u16LE()};
            }
            case 9 -> {
                return new long[] {0, 0, in.u32LE()};
            }
            default -> {
                return null;
            }
        }
        return stop < start ? null : new long[] {start, stop, stop - start + 1};
    }

    /// Requests that only name points carry none of their data (§4.4.3.3).
    private boolean carriesData() {
        return switch (function) {
            case CONFIRM, 1, 7, 8, 9, 10, 20, 21, 22 -> false;
            default -> true;
        };
    }

    private void points(Slots object, Form form, int variation, int prefixCode, long start, int count) {
        boolean data = (carriesData() || prefixCode >= 4) && !form.isEmpty();
        if (!data && prefixCode == 0) return;
        int packed = 0;
        int left = 0;
        for (int i = 0; i < count && in.ok(); i++) {
            long prefix = prefix(prefixCode);
            Slots point;
            if (!data) point = new Slots(Dnp3PointFields.SCHEMA);
            else if (form.sized()) {
                long size = prefixCode >= 4 ? prefix : variation;
                point = form.sized(in.bytes((int) Math.min(size, Integer.MAX_VALUE)));
            } else if (form.packedBits() > 0) {
                if (left == 0) {
                    packed = in.u8();
                    left = 8;
                }
                point = form.packed(packed & (1 << form.packedBits()) - 1);
                packed >>= form.packedBits();
                left -= form.packedBits();
            } else {
                int before = in.position();
                point = form.point(in);
                // a size prefix says where the next begins
                if (prefixCode >= 4) in.seek((int) Math.min(before + prefix, Integer.MAX_VALUE));
            }
            if (!in.ok()) return;
            point.set(Dnp3PointFields.PREFIX, prefix)
                    .set(Dnp3PointFields.INDEX, prefixCode >= 1 && prefixCode <= 3 ? prefix : start + i);
            object.add(Dnp3ObjectFields.POINTS, point);
            pointsKept++;
        }
    }

    /// An index (codes 1 to 3) or a size (4 to 6) of one, two or four octets.
    private long prefix(int code) {
        return switch (code) {
            case 1, 4 -> in.u8();
            case 2, 5 -> in.u16LE();
            case 3, 6 -> in.u32LE();
            default -> 0;
        };
    }
}
