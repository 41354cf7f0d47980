package dejfa.ingest.log.windows.evtx;

import dejfa.api.log.FieldNames;
import dejfa.ingest.log.windows.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Makes a plan of one piece of binary XML (a template's definition): walks its elements once and notes which
/// fields come of them.
final class TemplateCompiler {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_EMITS = 1024;
    private static final int MAX_NAME_CHARS = 256;

    private static final int END = 0x00;
    private static final int OPEN = 0x01;
    private static final int CLOSE_START = 0x02;
    private static final int CLOSE_EMPTY = 0x03;
    private static final int CLOSE = 0x04;
    private static final int TEXT = 0x05;
    private static final int ATTRIBUTE = 0x06;
    private static final int CDATA = 0x07;
    private static final int CHARACTER = 0x08;
    private static final int ENTITY = 0x09;
    private static final int INSTRUCTION = 0x0a;
    private static final int INSTRUCTION_DATA = 0x0b;
    private static final int VALUE = 0x0d;
    private static final int OPTIONAL_VALUE = 0x0e;
    private static final int FRAGMENT = 0x0f;
    /// more attributes follow, or the element has some
    private static final int MORE = 0x40;

    private final byte[] bytes;
    private final int end;
    private final FieldNames names;
    /// whether elements carry a dependency id: within templates
    private final boolean dependencies;

    private final List<Emit> emits = new ArrayList<>();
    private int at;

    /// @param end where the chunk's bytes end
    TemplateCompiler(byte[] bytes, int from, int end, boolean dependencies, FieldNames names) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.dependencies = dependencies;
        this.names = names;
    }

    /// Reads up to the end of the fragment.
    Emit[] fragment(Place place) throws Damaged {
        while (at < end) {
            int token = token();
            if (token == FRAGMENT) skip(4);
            else if (token == OPEN) element(place, 0);
            else if (token == INSTRUCTION) instruction();
            else if (token == INSTRUCTION_DATA) text();
            else if (token == VALUE || token == OPTIONAL_VALUE) {
                leaf(place, null, null, parts(), place, false);
            } else if (token == END) {
                skip(1);
                break;
            } else throw new Damaged("a token that can't stand in XML");
        }
        return emits.toArray(new Emit[0]);
    }

    /// Where reading stopped.
    int at() {
        return at;
    }

    private int token() throws Damaged {
        need(1);
        return bytes[at] & ~MORE & 0xff;
    }

    private void need(int count) throws Damaged {
        if (count < 0 || end - at < count) throw new Damaged("XML that goes beyond its chunk");
    }

    private void skip(int count) throws Damaged {
        need(count);
        at += count;
    }

    private int u16() throws Damaged {
        need(2);
        at += 2;
        return Little.u16(bytes, at - 2);
    }

    private void element(Place place, int depth) throws Damaged {
        if (depth > MAX_DEPTH) throw new Damaged("XML deeper than " + MAX_DEPTH);
        need(1);
        boolean hasAttributes = (bytes[at] & MORE) != 0;
        skip(1 + (dependencies ? 2 : 0) + 4);
        String name = name();
        Parts fieldName = null;
        if (hasAttributes) {
            skip(4);
            fieldName = attributes(place, name);
        }
        int token = token();
        skip(1);
        Parts text = new Parts();
        boolean children = false;
        if (token == CLOSE_START) {
            for (token = token(); token != CLOSE; token = token()) {
                if (token == OPEN) {
                    children = true;
                    element(place.inside(name), depth + 1);
                } else if (token == INSTRUCTION) instruction();
                else if (token == INSTRUCTION_DATA) text();
                else parts(text);
            }
            skip(1);
        } else if (token != CLOSE_EMPTY) throw new Damaged("an element that isn't closed");
        if (!children || text.hasValue()) leaf(place, name, fieldName, text, place.inside(name), children);
    }

    /// @return the attribute that is the field's name, or null
    private Parts attributes(Place place, String element) throws Damaged {
        Parts fieldName = null;
        while (token() == ATTRIBUTE) {
            skip(1);
            String name = name();
            Parts value = parts();
            if (name.equals("Name") && place.isNamed(element)) fieldName = value;
            else {
                String field = place.field(element, name);
                if (field == null) continue;
                boolean time = place == Place.SYSTEM && field.equals("TimeCreated_SystemTime");
                add(field, null, time ? Emit.Target.TIME : Emit.Target.FIELD, place, true, value, place, true);
            }
        }
        return fieldName;
    }

    private void leaf(Place place, String name, Parts fieldName, Parts text, Place children, boolean mixed)
            throws Damaged {
        String field = name == null ? null : place.field(name);
        if (place == Place.SYSTEM && text.isEmpty()) return;
        if (field == null && !text.hasValue()) return;
        if (mixed || place == Place.USER && text.isEmpty()) field = null;
        if (field == null && text.isEmpty()) return;
        add(field, fieldName, target(place, name), place, false, text, children, field != null);
    }

    private static Emit.Target target(Place place, String name) {
        if (place != Place.SYSTEM || name == null) return Emit.Target.FIELD;
        return switch (name) {
            case "EventID" -> Emit.Target.EVENT_ID;
            case "EventRecordID" -> Emit.Target.RECORD_ID;
            case "Channel" -> Emit.Target.CHANNEL;
            case "Computer" -> Emit.Target.COMPUTER;
            default -> Emit.Target.FIELD;
        };
    }

    private void add(
            String field,
            Parts fieldName,
            Emit.Target target,
            Place place,
            boolean attribute,
            Parts value,
            Place children,
            boolean known)
            throws Damaged {
        if (emits.size() >= MAX_EMITS) throw new Damaged("more than " + MAX_EMITS + " fields");
        int nameValue = fieldName == null ? -1 : fieldName.single();
        String told = fieldName == null || nameValue >= 0 ? field : fieldName.literal();
        byte[] name = told == null ? new byte[0] : told.getBytes(StandardCharsets.UTF_8);
        emits.add(new Emit(
                name,
                names.id(name, 0, name.length),
                nameValue,
                target,
                place.isData(),
                attribute,
                value.single(),
                value.texts(),
                value.values(),
                children,
                known));
        // Data whose names have spaces are asked for without them, too.
        if (place.isData() && told != null && told.indexOf(' ') >= 0 && value.single() >= 0) {
            add(told.replace(" ", ""), null, target, Place.RENDERED, true, value, children, known);
        }
    }

    /// A name of the chunk's table, which stands here when it is met first.
    private String name() throws Damaged {
        need(4);
        int offset = Little.i32(bytes, at);
        at += 4;
        if (offset < 0 || offset > end - 8) throw new Damaged("a name beyond its chunk");
        int chars = Little.u16(bytes, offset + 6);
        if (chars > MAX_NAME_CHARS || offset + 8 + chars * 2 > end) throw new Damaged("a name longer than names are");
        if (offset == at) skip(8 + chars * 2 + 2);
        return new String(bytes, offset + 8, chars * 2, StandardCharsets.UTF_16LE);
    }

    private String text() throws Damaged {
        skip(1);
        int chars = u16();
        skip(chars * 2);
        return new String(bytes, at - chars * 2, chars * 2, StandardCharsets.UTF_16LE);
    }

    private void instruction() throws Damaged {
        skip(1);
        name();
    }

    private Parts parts() throws Damaged {
        Parts parts = new Parts();
        while (true) {
            int token = token();
            if (token < TEXT || token > OPTIONAL_VALUE || token == ATTRIBUTE) return parts;
            if (token > ENTITY && token < VALUE) return parts;
            parts(parts);
        }
    }

    /// One piece of text.
    private void parts(Parts parts) throws Damaged {
        switch (token()) {
            case TEXT -> {
                skip(1);
                need(1);
                if (bytes[at] != 1) throw new Damaged("a literal value that is no text");
                parts.add(text());
            }
            case CDATA -> parts.add(text());
            case CHARACTER -> {
                skip(1);
                parts.add(Character.toString((char) u16()));
            }
            case ENTITY -> {
                skip(1);
                parts.add(entity(name()));
            }
            case VALUE, OPTIONAL_VALUE -> {
                skip(1);
                parts.add(u16());
                skip(1);
            }
            default -> throw new Damaged("a token that can't stand in text");
        }
    }

    private static String entity(String name) {
        return switch (name) {
            case "lt" -> "<";
            case "gt" -> ">";
            case "amp" -> "&";
            case "quot" -> "\"";
            case "apos" -> "'";
            default -> '&' + name + ';';
        };
    }

    /// A text of literals and values.
    private static final class Parts {
        private final List<byte[]> texts = new ArrayList<>();
        private final List<Integer> values = new ArrayList<>();

        void add(String text) {
            texts.add(text.getBytes(StandardCharsets.UTF_8));
            values.add(-1);
        }

        void add(int value) {
            texts.add(null);
            values.add(value);
        }

        boolean isEmpty() {
            return texts.isEmpty();
        }

        boolean hasValue() {
            for (int value : values) if (value >= 0) return true;
            return false;
        }

        int single() {
            return values.size() == 1 ? values.getFirst() : -1;
        }

        String literal() {
            StringBuilder all = new StringBuilder();
            for (byte[] text : texts) if (text != null) all.append(new String(text, StandardCharsets.UTF_8));
            return all.toString();
        }

        byte[][] texts() {
            return texts.toArray(new byte[0][]);
        }

        int[] values() {
            return values.stream().mapToInt(Integer::intValue).toArray();
        }
    }
}
