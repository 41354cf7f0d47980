package dejfa.api.log;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/// The names of fields that somebody asks for, as small numbers. Fixed once made, so that a log full of names of
/// its own costs nothing. Names are case-sensitive, as the Sigma specification has fields.
public final class FieldNames {
    public static final FieldNames NONE = new FieldNames(List.of());

    private final List<String> names;
    private final byte[][] bytes;
    /// id + 1 by hash, open addressing; a power of two, at most half full
    private final int[] table;

    public FieldNames(Collection<String> names) {
        this.names = names.stream().distinct().sorted().toList();
        this.bytes = this.names.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.table = new int[Math.max(2, Integer.highestOneBit(Math.max(1, bytes.length)) * 4)];
        for (int id = 0; id < bytes.length; id++) {
            int at = hash(bytes[id], 0, bytes[id].length) & table.length - 1;
            while (table[at] != 0) at = at + 1 & table.length - 1;
            table[at] = id + 1;
        }
    }

    public int size() {
        return bytes.length;
    }

    public String name(int id) {
        return names.get(id);
    }

    /// @return -1 where nobody asks for that name
    public int id(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return id(text, 0, text.length);
    }

    /// A name with blanks (`Threat Name`) is also found without them: so the Sigma specification writes it.
    ///
    /// @return -1 where nobody asks for that name
    public int id(byte[] text, int offset, int lengthBytes) {
        int id = exact(text, offset, lengthBytes);
        if (id >= 0) return id;
        for (int i = offset; i < offset + lengthBytes; i++) {
            if (text[i] == ' ') return withoutBlanks(text, offset, lengthBytes);
        }
        return -1;
    }

    private int withoutBlanks(byte[] text, int offset, int lengthBytes) {
        byte[] stripped = new byte[lengthBytes];
        int count = 0;
        for (int i = offset; i < offset + lengthBytes; i++) if (text[i] != ' ') stripped[count++] = text[i];
        return exact(stripped, 0, count);
    }

    private int exact(byte[] text, int offset, int lengthBytes) {
        int at = hash(text, offset, lengthBytes) & table.length - 1;
        for (; table[at] != 0; at = at + 1 & table.length - 1) {
            byte[] known = bytes[table[at] - 1];
            if (known.length == lengthBytes
                    && java.util.Arrays.equals(known, 0, lengthBytes, text, offset, offset + lengthBytes)) {
                return table[at] - 1;
            }
        }
        return -1;
    }

    private static int hash(byte[] text, int offset, int lengthBytes) {
        int hash = lengthBytes;
        for (int i = 0; i < lengthBytes; i++) hash = hash * 31 + text[offset + i];
        return hash ^ hash >>> 15;
    }
}
