package dejfa.detect.suricata.match;

import dejfa.detect.suricata.match.PayloadTest.Base64;
import dejfa.detect.suricata.match.PayloadTest.Calculate;
import dejfa.detect.suricata.match.PayloadTest.Capture;
import dejfa.detect.suricata.match.PayloadTest.Compare;
import dejfa.detect.suricata.match.PayloadTest.Content;
import dejfa.detect.suricata.match.PayloadTest.DataAt;
import dejfa.detect.suricata.match.PayloadTest.Extract;
import dejfa.detect.suricata.match.PayloadTest.Jump;
import dejfa.detect.suricata.match.PayloadTest.Regex;
import dejfa.detect.suricata.match.PayloadTest.Size;
import dejfa.detect.suricata.match.PayloadTest.Whole;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Runs a list of tests over a window. A content or pcre whose follower is relative is tried at its later matches too.
/// Not thread-safe; one a worker.
public final class PayloadMatcher {
    /// Searches that one list may cost on one window: past it the list doesn't match (Suricata's recursion limit).
    private static final int MAX_SEARCHES = 3000;

    /// Bytes kept of a captured text.
    private static final int MAX_CAPTURE = 1024;

    private static final VarHandle I64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private final int[] groups = new int[64];
    private final long[] number = new long[1];
    /// what was learnt on the way; cleared by the engine for each rule
    public final MatchNotes notes = new MatchNotes();

    private int searches;
    private Window window;
    private List<PayloadTest> tests;
    private long[] variables;
    /// end of the last positional match that led to success
    private int end;

    /// The last failure would come at every later position too, so what stands before it need not be tried again:
    /// without this, two words that a stream repeats make a rule cost the square of the window.
    private boolean hopeless;

    /// @param variables the rule's byte_extract and byte_math results; read and written
    public boolean matches(Window bytes, List<PayloadTest> list, long[] variables) {
        this.searches = 0;
        this.variables = variables;
        int asked = notes.questions.size();
        if (run(bytes, list)) return true;
        notes.cut(asked);
        return false;
    }

    private boolean run(Window bytes, List<PayloadTest> list) {
        Window outerWindow = window;
        List<PayloadTest> outerTests = tests;
        window = bytes;
        tests = list;
        try {
            return from(0, 0);
        } finally {
            window = outerWindow;
            tests = outerTests;
        }
    }

    /// Offset in the whole after the last match that counted.
    public long matchEnd() {
        return end;
    }

    private boolean from(int first, int start) {
        int position = start;
        hopeless = false;
        for (int i = first; i < tests.size(); i++) {
            switch (tests.get(i)) {
                case Content content -> {
                    boolean retry = !content.negated() && followerIsRelative(i);
                    if (retry) {
                        boolean held = contentThenRest(content, i, position);
                        hopeless &= i == first;
                        return held;
                    }
                    int found = content(content, position, Integer.MIN_VALUE);
                    if ((found >= 0) == content.negated()) {
                        hopeless = content.relative()
                                ? i == first && !content.negated() && reachesEnd(content)
                                : isConstant(content);
                        return false;
                    }
                    if (found >= 0) position = found;
                }
                case Regex regex -> {
                    if (!regex.negated() && followerIsRelative(i)) {
                        boolean held = regexThenRest(regex, i, position);
                        hopeless = false;
                        return held;
                    }
                    int found = regex(regex, regex.relative() ? position : 0);
                    if ((found >= 0) == regex.negated()) return false;
                    if (found >= 0) position = found;
                }
                case Compare compare -> {
                    if (!compare(compare, position)) return false;
                }
                case Jump jump -> position = jump(jump, position);
                case Extract extract -> position = extract(extract, position);
                case Calculate calculate -> position = calculate(calculate, position);
                case DataAt dataAt -> {
                    if (!dataAt(dataAt, position)) return false;
                }
                case Size size -> {
                    if (!size.test().holds(window.start + window.length)) return false;
                }
                case Base64 base64 -> {
                    boolean held = base64(base64, position);
                    hopeless = false;
                    if (!held) return false;
                }
                case Whole whole -> {
                    if (whole.predicate().test(window.data, window.length, position, notes) == whole.negated())
                        return false;
                }
            }
            if (position < 0) return false;
        }
        end = position;
        return true;
    }

    private boolean followerIsRelative(int index) {
        return index + 1 < tests.size() && PayloadTest.isRelative(tests.get(index + 1));
    }

    private boolean contentThenRest(Content content, int index, int position) {
        int after = Integer.MIN_VALUE;
        while (true) {
            int found = content(content, position, after);
            if (found < 0) {
                hopeless = content.relative() ? reachesEnd(content) : isConstant(content);
                return false;
            }
            if (from(index + 1, found)) return true;
            if (hopeless || searches > MAX_SEARCHES) return false;
            after = found - content.bytes().length + 1;
        }
    }

    /// Not found from here to the end of the window: then not from any later place either.
    private static boolean reachesEnd(Content content) {
        return content.within() == null && content.depth() == null && !content.startsWith() && isConstant(content);
    }

    /// Where it is looked for depends on no variable of the rule.
    private static boolean isConstant(Content content) {
        return isConstant(content.offset())
                && isConstant(content.depth())
                && isConstant(content.distance())
                && isConstant(content.within());
    }

    private static boolean isConstant(Quantity quantity) {
        return quantity == null || quantity.isConstant();
    }

    /// @param notBefore earliest start of a match; for the next match after an earlier one
    /// @return the index after the match, or -1
    private int content(Content content, int position, int notBefore) {
        if (++searches > MAX_SEARCHES) return content.negated() ? 0 : -1;
        int size = content.bytes().length;
        long from;
        long to = window.length;
        if (content.relative()) {
            int distance = content.distance() == null ? 0 : content.distance().value(variables);
            from = Math.max(0, (long) position + distance);
            if (content.within() != null) {
                to = Math.min(to, (long) position + distance + content.within().value(variables));
            }
            if (content.depth() != null)
                to = Math.min(to, (long) position + content.depth().value(variables));
            if (content.offset() != null) from = Math.max(from, content.offset().value(variables));
        } else {
            int offset = content.offset() == null ? 0 : content.offset().value(variables);
            from = Math.max(0, offset - window.start);
            if (content.depth() != null) {
                to = Math.min(to, (long) offset + content.depth().value(variables) - window.start);
            }
        }
        if (content.startsWith()) {
            from = Math.max(from, content.relative() ? from : 0);
            to = Math.min(to, from + size);
            if (!content.relative() && window.start > 0) return -1;
        }
        from = Math.max(from, notBefore);
        if (to - from < size) return -1;
        if (content.endsWith()) {
            if (to < window.length) return -1;
            int at = window.length - size;
            return at >= from && equal(content, at) ? window.length : -1;
        }
        return find(content, (int) from, (int) to);
    }

    /// Looks for the first two bytes at eight places at once, then compares.
    private int find(Content content, int from, int to) {
        byte[] data = window.data;
        byte[] bytes = content.bytes();
        int last = to - bytes.length;
        int at = from;
        if (bytes.length > 1) {
            long foldFirst = fold(content, bytes[0]);
            long foldSecond = fold(content, bytes[1]);
            long first = (bytes[0] & 0xff) * ONES | foldFirst;
            long second = (bytes[1] & 0xff) * ONES | foldSecond;
            while (at + 7 <= last) {
                long differs = ((long) I64.get(data, at) | foldFirst) ^ first
                        | ((long) I64.get(data, at + 1) | foldSecond) ^ second;
                // The lowest set bit marks the first byte of `differs` that is zero.
                long equal = differs - ONES & ~differs & HIGH_BITS;
                if (equal == 0) {
                    at += 8;
                    continue;
                }
                at += Long.numberOfTrailingZeros(equal) >>> 3;
                if (equal(content, at)) return at + bytes.length;
                at++;
            }
        }
        for (; at <= last; at++) if (equal(content, at)) return at + bytes.length;
        return -1;
    }

    /// What makes both cases of a letter alike.
    private static long fold(Content content, byte b) {
        int letter = b | 0x20;
        return content.nocase() && letter >= 'a' && letter <= 'z' ? 0x20 * ONES : 0;
    }

    private boolean equal(Content content, int at) {
        byte[] bytes = content.bytes();
        for (int i = 0; i < bytes.length; i++) {
            byte b = window.data[at + i];
            if (b != bytes[i] && !(content.nocase() && lower(b) == lower(bytes[i]))) return false;
        }
        return true;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b & 0xff;
    }

    private boolean regexThenRest(Regex regex, int index, int position) {
        int from = regex.relative() ? position : 0;
        while (from <= window.length) {
            int found = regex(regex, from);
            if (found < 0) return false;
            int start = groups[0];
            if (from(index + 1, found)) return true;
            if (searches > MAX_SEARCHES) return false;
            from = start + 1;
        }
        return false;
    }

    private int regex(Regex regex, int from) {
        if (++searches > MAX_SEARCHES || from > window.length) return -1;
        // A match may read some 64 KiB; what one list costs stays bounded.
        searches += (window.length - from) >> 12;
        int count = regex.expression().match(window.data, Math.max(0, from), window.length, groups);
        if (count < 0) return -1;
        for (int i = 0; i < regex.captures().size(); i++) {
            Capture capture = regex.captures().get(i);
            int at = 2 * capture.group();
            if (capture.group() < count && groups[at] >= 0) keep(capture, groups[at], groups[at + 1]);
        }
        return groups[1];
    }

    private void keep(Capture capture, int from, int to) {
        if (capture.variable() >= 0) variables[capture.variable()] = decimal(from, to);
        int size = Math.min(MAX_CAPTURE, to - from);
        String text = new String(window.data, from, size, StandardCharsets.ISO_8859_1);
        switch (capture.keep()) {
            case PACKET -> notes.packetVariable(capture.name(), text);
            case FLOW -> notes.flowVariable(capture.name(), text);
            case ALERT -> notes.context.put(capture.name(), text);
        }
    }

    private long decimal(int from, int to) {
        long value = 0;
        for (int i = from; i < to && window.data[i] >= '0' && window.data[i] <= '9'; i++) {
            value = value * 10 + window.data[i] - '0';
        }
        return value;
    }

    private boolean compare(Compare compare, int position) {
        if (compare.field().read(window, position, variables, number) < 0) return false;
        long value = number[0];
        long other = compare.value().raw(variables);
        boolean holds =
                switch (compare.operator()) {
                    case LESS -> Long.compareUnsigned(value, other) < 0;
                    case GREATER -> Long.compareUnsigned(value, other) > 0;
                    case EQUAL -> value == other;
                    case AT_MOST -> Long.compareUnsigned(value, other) <= 0;
                    case AT_LEAST -> Long.compareUnsigned(value, other) >= 0;
                    case AND -> (value & other) != 0;
                    case OR -> (value ^ other) != 0;
                };
        return holds != compare.negated();
    }

    private int jump(Jump jump, int position) {
        int after = jump.field().read(window, position, variables, number);
        if (after < 0) return -1;
        long value = number[0] * jump.multiplier();
        if (jump.align() && (value & 3) != 0) value += 4 - (value & 3);
        value += jump.post().value(variables);
        long target =
                switch (jump.origin()) {
                    case NUMBER -> after + value;
                    case BEGINNING -> value;
                    case END -> window.length + value;
                };
        // A jump before the start ends there; one past the end is no match.
        return target >= window.length ? -1 : (int) Math.max(0, target);
    }

    private int extract(Extract extract, int position) {
        int after = extract.field().read(window, position, variables, number);
        if (after < 0) return -1;
        long value = number[0] * extract.multiplier();
        if (extract.align() > 0 && value % extract.align() != 0) {
            value += extract.align() - Math.floorMod(value, extract.align());
        }
        variables[extract.variable()] = value;
        return after;
    }

    private int calculate(Calculate calculate, int position) {
        int after = calculate.field().read(window, position, variables, number);
        if (after < 0) return -1;
        long operand = calculate.operand().raw(variables);
        long value = number[0];
        if (calculate.operator() == PayloadTest.Calculation.DIVIDE && operand == 0) return -1;
        // Results are 32 bits wide, as in Suricata.
        variables[calculate.variable()] = switch (calculate.operator()) {
                    case ADD -> value + operand;
                    case SUBTRACT -> value - operand;
                    case MULTIPLY -> value * operand;
                    case DIVIDE -> Long.divideUnsigned(value, operand);
                    case SHIFT_LEFT -> operand < 0 || operand > 63 ? 0 : value << operand;
                    case SHIFT_RIGHT -> operand < 0 || operand > 63 ? 0 : value >>> operand;
                }
                & 0xffff_ffffL;
        return after;
    }

    private boolean dataAt(DataAt dataAt, int position) {
        int offset = dataAt.offset().value(variables);
        boolean there =
                dataAt.relative() ? (long) position + offset <= window.length : offset < window.start + window.length;
        return there != dataAt.negated();
    }

    private boolean base64(Base64 base64, int position) {
        int from = base64.offset() + (base64.relative() ? position : 0);
        if (from < 0 || from >= window.length) return false;
        int length = window.length - from;
        if (base64.bytes() > 0) length = Math.min(length, base64.bytes());
        byte[] decoded = Base64Text.decode(window.data, from, length, Base64Text.Mode.RFC2045);
        return decoded.length > 0 && (base64.inner().isEmpty() || run(Window.of(decoded), base64.inner()));
    }
}
