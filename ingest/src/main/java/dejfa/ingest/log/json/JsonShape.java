package dejfa.ingest.log.json;

import dejfa.api.log.FieldNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What becomes of the members of a JSON object: a field of what name, the head of a record, or nothing. Members
/// that it doesn't list become fields of their own names behind its prefix; nested ones are joined by dots.
///
/// A shape belongs to one reader: it learns the names that its log has.
public final class JsonShape {
    /// A member's way. What isn't set takes the default.
    static final class Member {
        final byte[] key;
        /// of the field, in UTF-8
        byte[] name;

        int nameId;
        boolean listed;
        /// no field is made
        boolean hidden;
        /// neither is it looked into
        boolean dropped;
        /// 1 to 31: the reader remembers where the first value lies; 0: it doesn't
        int tag;
        /// what the reader tells of the field
        boolean data;
        /// the name without its spaces, where data have some; else null
        byte[] compact;
        /// of the objects that stand there, made when the first comes
        JsonShape child;
        /// the member that came after this one last time
        Member follower;

        Member(byte[] key) {
            this.key = key;
        }
    }

    /// Names learned beyond that are forgotten again: a log that never repeats one must not fill the memory.
    private static final int MAX_LEARNED = 4096;

    private final String prefix;
    private final boolean data;
    private final boolean isPair;
    /// the one that was made by hand, whose share of the memory this one takes
    private final JsonShape home;
    /// what is told of the fields of nested objects that nobody listed
    private boolean nestedData;
    /// of the objects under members that aren't listed, or null
    private JsonShape inner;

    private FieldNames names = FieldNames.NONE;
    private Member[] table = new Member[64];
    private int count;
    private int learned;
    /// stands before the first member
    final Member start = new Member(new byte[0]);

    private JsonShape(String prefix, boolean data, boolean isPair, JsonShape home) {
        this.prefix = prefix;
        this.data = data;
        this.isPair = isPair;
        this.home = home == null ? this : home;
        this.nestedData = data;
    }

    /// @param prefix of the names of members not listed
    /// @param data what the reader tells of their fields
    public static JsonShape of(String prefix, boolean data) {
        return new JsonShape(prefix, data, false, null);
    }

    /// Objects that hold a field's name and value: `{"@Name":"Image","#text":"a.exe"}`.
    ///
    /// @param name of the field where the object has none
    public static JsonShape pair(String name, boolean data) {
        return new JsonShape(name, data, true, null);
    }

    /// What the reader tells of the fields of nested objects that aren't listed.
    public JsonShape nested(boolean isData) {
        nestedData = isData;
        return this;
    }

    /// The shape of objects under members that aren't listed.
    public JsonShape inner(JsonShape shape) {
        inner = shape;
        return this;
    }

    boolean isPair() {
        return isPair;
    }

    boolean isData() {
        return data;
    }

    String prefix() {
        return prefix;
    }

    /// A member that is a field of that name.
    public JsonShape field(String key, String name) {
        listed(key).name = name.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /// A member whose value the reader remembers besides.
    public JsonShape tagged(String key, String name, int tag) {
        field(key, name);
        listed(key).tag = tag;
        return this;
    }

    /// A member that is no field, and whose value the reader remembers.
    public JsonShape hidden(String key, int tag) {
        Member member = listed(key);
        member.hidden = true;
        member.tag = tag;
        return this;
    }

    /// Members that are passed over.
    public JsonShape drop(String... keys) {
        for (String key : keys) {
            listed(key).hidden = true;
            listed(key).dropped = true;
        }
        return this;
    }

    /// The shape of the objects that stand there.
    public JsonShape child(String key, JsonShape shape) {
        Member member = listed(key);
        member.child = shape;
        member.dropped = false;
        return this;
    }

    private Member listed(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        long hash = hash(bytes, 0, bytes.length);
        Member member = find(bytes, 0, bytes.length, hash);
        if (member != null) return member;
        member = learn(bytes, hash);
        member.listed = true;
        // What is listed is a record's head, unless it is marked.
        member.data = false;
        return member;
    }

    /// The names that records are asked for; of this shape's listed members and all that it learns.
    void names(FieldNames asked) {
        if (names == asked) return;
        names = asked;
        for (Member member : table) {
            if (member == null) continue;
            member.nameId = asked.id(member.name, 0, member.name.length);
            if (member.child != null) member.child.names(asked);
        }
    }

    /// @param keyBytes as they stand in the JSON
    Member member(byte[] bytes, int from, int keyBytes) {
        long hash = hash(bytes, from, keyBytes);
        Member member = find(bytes, from, keyBytes, hash);
        if (member != null) return member;
        if (++home.learned > MAX_LEARNED) home.forget();
        return learn(Arrays.copyOfRange(bytes, from, from + keyBytes), hash);
    }

    private Member find(byte[] bytes, int from, int keyBytes, long hash) {
        int slot = (int) hash & table.length - 1;
        for (; table[slot] != null; slot = slot + 1 & table.length - 1) {
            byte[] key = table[slot].key;
            if (key.length == keyBytes && Arrays.equals(key, 0, keyBytes, bytes, from, from + keyBytes)) {
                return table[slot];
            }
        }
        return null;
    }

    private Member learn(byte[] key, long hash) {
        Member member = new Member(key);
        byte[] before = prefix.getBytes(StandardCharsets.UTF_8);
        byte[] plain = JsonScanner.unescaped(key);
        member.name = Arrays.copyOf(before, before.length + plain.length);
        System.arraycopy(plain, 0, member.name, before.length, plain.length);
        member.nameId = names.id(member.name, 0, member.name.length);
        member.data = data;
        if (data) member.compact = compact(member.name);
        dotted(member, key);
        put(member, hash);
        if (++count * 2 > table.length) grow();
        return member;
    }

    /// A name joined by dots already, as some exports have them: it is what its path is.
    private void dotted(Member member, byte[] key) {
        int dot = 0;
        while (dot < key.length && key[dot] != '.') dot++;
        if (dot == key.length) return;
        Member head = find(key, 0, dot, hash(key, 0, dot));
        if (head == null || !head.listed) return;
        if (head.dropped) member.hidden = member.dropped = true;
        if (head.child == null || head.child.isPair) return;
        Member inner = head.child.member(key, dot + 1, key.length - dot - 1);
        member.name = inner.name;
        member.nameId = inner.nameId;
        member.hidden = inner.hidden;
        member.dropped = inner.dropped;
        member.tag = inner.tag;
        member.data = inner.data;
        member.compact = inner.compact;
        member.child = inner.child;
    }

    /// The name without its spaces, under which it is asked for as well; null where it has none.
    static byte[] compact(byte[] name) {
        byte[] out = new byte[name.length];
        int count = 0;
        for (byte c : name) if (c != ' ') out[count++] = c;
        return count == name.length ? null : Arrays.copyOf(out, count);
    }

    private void put(Member member, long hash) {
        int slot = (int) hash & table.length - 1;
        while (table[slot] != null) slot = slot + 1 & table.length - 1;
        table[slot] = member;
    }

    private void grow() {
        Member[] old = table;
        table = new Member[old.length * 2];
        for (Member member : old) if (member != null) put(member, hash(member.key, 0, member.key.length));
    }

    private void forget() {
        Member[] old = table;
        table = new Member[64];
        count = 0;
        learned = 1;
        start.follower = null;
        for (Member member : old) {
            if (member == null || !member.listed) continue;
            member.follower = null;
            if (member.child != null && member.child.home != member.child) member.child = null;
            put(member, hash(member.key, 0, member.key.length));
            if (++count * 2 > table.length) grow();
        }
    }

    /// The shape of objects under a member that has none listed.
    JsonShape inside(Member member) {
        if (member.child == null) {
            if (inner != null) {
                member.child = inner;
                return inner;
            }
            String name = new String(member.name, StandardCharsets.UTF_8);
            member.child = new JsonShape(name + '.', nestedData, false, home);
            // As XML becomes JSON: the element's own text and its attributes.
            member.child.field("#text", name).mark("#text", nestedData);
            member.child.child("#attributes", new JsonShape(name + '_', nestedData, false, home).drop("xmlns"));
            member.child.names(names);
        }
        return member.child;
    }

    /// What the reader tells of a listed member's field.
    public JsonShape mark(String key, boolean isData) {
        listed(key).data = isData;
        return this;
    }

    private static long hash(byte[] bytes, int from, int lengthBytes) {
        long hash = lengthBytes;
        int at = from;
        int end = from + lengthBytes;
        for (; at + 8 <= end; at += 8) hash = (hash ^ JsonScanner.word(bytes, at)) * 0x9E3779B97F4A7C15L;
        long rest = 0;
        for (; at < end; at++) rest = rest << 8 | bytes[at];
        hash = (hash ^ rest) * 0x9E3779B97F4A7C15L;
        return hash >>> 32;
    }
}
