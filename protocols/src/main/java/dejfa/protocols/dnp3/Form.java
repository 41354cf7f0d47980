package dejfa.protocols.dnp3;

import dejfa.api.Field;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.protocols.wire.Cursor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The form of one kind of object: its parts in order, and the schema of a point of it (`objects.txt`).
///
/// @param packedBits bits of each point where points lie side by side without octet borders; 0 otherwise
/// @param sized the point is as long as its prefix or its variation tells
record Form(List<Part> parts, int packedBits, boolean sized, Schema schema) {
    /// Slots of every point's schema, before those of its parts.
    private static final int OWN_SLOTS = 2;
    /// variation that stands for all
    private static final int ANY = 256;

    private static final Map<Integer, Form> ALL = read();

    /// One field.
    ///
    /// @param kind `u`, `i`, `f`, `t`, or `b` for bits of an octet
    private record Part(String name, char kind, int bits) {}

    /// Or null where the standard has no such object.
    static Form of(int group, int variation) {
        Form form = ALL.get(key(group, variation));
        return form != null ? form : ALL.get(key(group, ANY));
    }

    private static int key(int group, int variation) {
        return group << 9 | variation;
    }

    boolean isEmpty() {
        return parts.isEmpty() && packedBits == 0 && !sized;
    }

    /// One point, its prefix already read; the cursor fails where it ends too early.
    Slots point(Cursor in) {
        Slots point = new Slots(schema);
        int octet = 0;
        int used = 8;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.kind == 'b') {
                if (used == 8) {
                    octet = in.u8();
                    used = 0;
                }
                set(point, i, (long) (octet >> used & (1 << part.bits) - 1));
                used += part.bits;
            } else {
                set(point, i, value(in, part));
            }
        }
        return point;
    }

    /// A point of packed bits.
    Slots packed(int value) {
        Slots point = new Slots(schema);
        set(point, 0, (long) value);
        return point;
    }

    private void set(Slots point, int part, Object value) {
        point.set(schema.fields().get(OWN_SLOTS + part), value);
    }

    private static Object value(Cursor in, Part part) {
        return switch (part.kind) {
            case 't' -> in.u16LE() | in.u32LE() << 16;
            case 'f' -> part.bits == 32 ? (double) Float.intBitsToFloat((int) in.u32LE()) : doubleOf(in.u64LE());
            case 'i' -> part.bits == 16 ? (long) (short) in.u16LE() : (long) (int) in.u32LE();
            default -> part.bits == 8 ? (long) in.u8() : part.bits == 16 ? (long) in.u16LE() : in.u32LE();
        };
    }

    private static double doubleOf(long bits) {
        return Double.longBitsToDouble(bits);
    }

    private static Map<Integer, Form> read() {
        Map<Integer, Form> all = new HashMap<>();
        Map<String, List<Part>> words = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Form.class.getResourceAsStream("/dejfa/protocols/dnp3/objects.txt"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) read(line.strip().split("\\s+"), words, all);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(all);
    }

    private static void read(String[] line, Map<String, List<Part>> words, Map<Integer, Form> all) {
        if (line[1].equals("=")) {
            words.put(line[0], parts(line, words));
            return;
        }
        int variation = line[1].equals("*") ? ANY : Integer.parseInt(line[1]);
        boolean sized = line[2].equals("size");
        boolean packed = line[2].startsWith("packed:");
        int bits = packed ? line[2].charAt(7) - '0' : 0;
        List<Part> parts = sized || packed || line[2].equals("none") ? List.of() : parts(line, words);
        List<Part> shown = packed ? List.of(new Part("state", 'b', bits)) : parts;
        if (sized) shown = List.of(new Part("data", 's', 0));
        all.put(key(Integer.parseInt(line[0]), variation), new Form(parts, bits, sized, schema(shown)));
    }

    private static List<Part> parts(String[] line, Map<String, List<Part>> words) {
        List<Part> parts = new ArrayList<>();
        for (int i = 2; i < line.length; i++) {
            if (line[i].startsWith("@")) {
                parts.addAll(words.get(line[i].substring(1)));
                continue;
            }
            int colon = line[i].indexOf(':');
            String type = line[i].substring(colon + 1);
            boolean bits = Character.isDigit(type.charAt(0));
            parts.add(new Part(
                    line[i].substring(0, colon),
                    bits ? 'b' : type.charAt(0),
                    Integer.parseInt(bits ? type : type.substring(1))));
        }
        return List.copyOf(parts);
    }

    private static Schema schema(List<Part> parts) {
        List<Field> fields = new ArrayList<>(Dnp3PointFields.SCHEMA.fields());
        for (Part part : parts) {
            Field.Kind kind =
                    switch (part.kind) {
                        case 'f' -> Field.Kind.REAL;
                        case 's' -> Field.Kind.BYTES;
                        default -> Field.Kind.NUMBER;
                    };
            fields.add(new Field("dnp3_point", part.name, kind, fields.size(), null, 0, null, part.name, null, false));
        }
        return new Schema("dnp3_point", List.copyOf(fields));
    }

    /// The bytes of a sized point.
    Slots sized(byte[] data) {
        Slots point = new Slots(schema);
        set(point, 0, data);
        return point;
    }
}
