package dejfa.ingest.log.windows.evtx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/// Writes small event logs, so that the reader's tests need none of anybody's: chunks, names, templates, values.
public final class EvtxWriter {
    /// A piece of an element's content: a [Node], a literal `String`, a [Place] or an `Entity`.
    record Node(String name, List<Attribute> attributes, List<Object> content) {}

    record Attribute(String name, Object value) {}

    record Entity(String name) {}

    /// Where a value of that number goes.
    record Slot(int value, boolean optional) {}

    /// @param bytes the value, or null where `nested` is written as binary XML
    record Value(int type, byte[] bytes, Node nested, List<Value> values) {}

    private static final int CHUNK = 65_536;

    private final List<byte[]> chunks = new ArrayList<>();
    private ByteBuffer out;
    private Map<String, Integer> names = new HashMap<>();
    private Map<Node, Integer> templates = new HashMap<>();
    private long firstId;
    private long lastId;
    private int lastAt;

    static Node node(String name, Object... content) {
        List<Attribute> attributes = new ArrayList<>();
        List<Object> rest = new ArrayList<>();
        for (Object one : content) {
            if (one instanceof Attribute attribute) attributes.add(attribute);
            else rest.add(one);
        }
        return new Node(name, attributes, rest);
    }

    static Attribute attribute(String name, Object value) {
        return new Attribute(name, value);
    }

    static Slot slot(int value) {
        return new Slot(value, true);
    }

    static Value value(int type, byte[] bytes) {
        return new Value(type, bytes, null, List.of());
    }

    static Value text(String text) {
        return value(1, text.getBytes(StandardCharsets.UTF_16LE));
    }

    static Value number(int type, int size, long number) {
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number);
        return value(type, Arrays.copyOf(bytes.array(), size));
    }

    static Value nested(Node node, List<Value> values) {
        return new Value(0x21, null, node, values);
    }

    /// A record as Windows writes them: its head from a template, its data from another within.
    ///
    /// @param data `EventData` or `UserData`, with slots for the values
    public EvtxWriter event(long id, long filetime, int eventId, String channel, Node data, List<Value> values) {
        Node event = node(
                "Event",
                attribute("xmlns", "http://schemas.microsoft.com/win/2004/08/events/event"),
                node(
                        "System",
                        node("Provider", attribute("Name", "Test-Provider"), attribute("Guid", slot(6))),
                        node("EventID", attribute("Qualifiers", slot(4)), slot(3)),
                        node("Level", slot(0)),
                        node("Keywords", slot(5)),
                        node("TimeCreated", attribute("SystemTime", slot(7))),
                        node("EventRecordID", slot(8)),
                        node("Correlation", attribute("ActivityID", slot(9))),
                        node("Execution", attribute("ProcessID", slot(1)), attribute("ThreadID", slot(2))),
                        node("Channel", slot(10)),
                        node("Computer", "host.example"),
                        node("Security", attribute("UserID", slot(11)))),
                slot(12));
        List<Value> all = new ArrayList<>(List.of(
                number(0x04, 1, 4),
                number(0x08, 4, 4242),
                number(0x08, 4, 7),
                number(0x06, 2, eventId),
                value(0, new byte[0]),
                number(0x15, 8, 0x8020000000000000L),
                value(0x0f, new byte[] {1, 0, 0, 0, 2, 0, 3, 0, 4, 5, 6, 7, 8, 9, 10, 11}),
                number(0x11, 8, filetime),
                number(0x0a, 8, id),
                value(0, new byte[0]),
                text(channel),
                value(0x13, new byte[] {1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0})));
        all.add(nested(data, values));
        return record(id, filetime, event, all);
    }

    /// A record of any template.
    EvtxWriter record(long id, long filetime, Node template, List<Value> values) {
        if (out == null) begin(id);
        lastId = id;
        lastAt = out.position();
        out.putInt(0x2a2a).putInt(0).putLong(id).putLong(filetime);
        instance(template, values);
        while (out.position() % 8 != 4) out.put((byte) 0);
        int size = out.position() + 4 - lastAt;
        out.putInt(size).putInt(lastAt + 4, size);
        return this;
    }

    /// A record whose XML stands in it without a template.
    EvtxWriter direct(long id, long filetime, Node node) {
        if (out == null) begin(id);
        lastId = id;
        lastAt = out.position();
        out.putInt(0x2a2a).putInt(0).putLong(id).putLong(filetime);
        out.put(new byte[] {0x0f, 1, 1, 0});
        element(node, false);
        out.put((byte) 0);
        while (out.position() % 8 != 4) out.put((byte) 0);
        int size = out.position() + 4 - lastAt;
        out.putInt(size).putInt(lastAt + 4, size);
        return this;
    }

    private void begin(long id) {
        out = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        out.put("ElfChnk\0".getBytes(StandardCharsets.US_ASCII)).position(512);
        names = new HashMap<>();
        templates = new HashMap<>();
        firstId = id;
    }

    private void instance(Node template, List<Value> values) {
        out.put(new byte[] {0x0f, 1, 1, 0, 0x0c, 1}).putInt(7);
        Integer known = templates.get(template);
        int definition = known != null ? known : out.position() + 4;
        out.putInt(definition);
        if (known == null) {
            templates.put(template, definition);
            out.putInt(0).put(new byte[16]).putInt(0);
            out.put(new byte[] {0x0f, 1, 1, 0});
            element(template, true);
            out.put((byte) 0);
            out.putInt(definition + 20, out.position() - definition - 24);
        }
        out.putInt(values.size());
        int sizes = out.position();
        for (Value value : values)
            out.putShort((short) 0).put((byte) value.type()).put((byte) 0);
        for (int i = 0; i < values.size(); i++) {
            int from = out.position();
            if (values.get(i).nested() == null) out.put(values.get(i).bytes());
            else instance(values.get(i).nested(), values.get(i).values());
            out.putShort(sizes + 4 * i, (short) (out.position() - from));
        }
    }

    private void element(Node node, boolean dependency) {
        boolean attributes = !node.attributes().isEmpty();
        out.put((byte) (attributes ? 0x41 : 0x01));
        if (dependency) out.putShort((short) -1);
        int size = out.position();
        out.putInt(0);
        name(node.name());
        if (attributes) {
            int list = out.position();
            out.putInt(0);
            for (int i = 0; i < node.attributes().size(); i++) {
                out.put((byte) (i + 1 < node.attributes().size() ? 0x46 : 0x06));
                name(node.attributes().get(i).name());
                content(node.attributes().get(i).value(), dependency);
            }
            out.putInt(list, out.position() - list - 4);
        }
        if (node.content().isEmpty()) out.put((byte) 3);
        else {
            out.put((byte) 2);
            for (Object one : node.content()) content(one, dependency);
            out.put((byte) 4);
        }
        out.putInt(size, out.position() - size - 4);
    }

    private void content(Object one, boolean dependency) {
        switch (one) {
            case Node node -> element(node, dependency);
            case String text ->
                out.put((byte) 5).put((byte) 1).putShort((short) text.length()).put(utf16(text));
            case Slot slot ->
                out.put((byte) (slot.optional() ? 0x0e : 0x0d))
                        .putShort((short) slot.value())
                        .put((byte) 1);
            case Entity entity -> {
                out.put((byte) 9);
                name(entity.name());
            }
            default -> throw new IllegalArgumentException(one.toString());
        }
    }

    private void name(String name) {
        Integer known = names.get(name);
        if (known != null) {
            out.putInt(known);
            return;
        }
        int at = out.position() + 4;
        names.put(name, at);
        out.putInt(at).putInt(0).putShort((short) 0).putShort((short) name.length());
        out.put(utf16(name)).putShort((short) 0);
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    /// Closes the chunk; the next record begins another.
    public EvtxWriter chunk() {
        int free = out.position();
        out.putLong(8, firstId).putLong(16, lastId).putLong(24, firstId).putLong(32, lastId);
        out.putInt(40, 128).putInt(44, lastAt).putInt(48, free);
        byte[] bytes = out.array();
        CRC32 crc = new CRC32();
        crc.update(bytes, 512, free - 512);
        out.putInt(52, (int) crc.getValue());
        crc.reset();
        crc.update(bytes, 0, 120);
        crc.update(bytes, 128, 384);
        out.putInt(124, (int) crc.getValue());
        chunks.add(bytes);
        out = null;
        return this;
    }

    /// Bytes of the open chunk in use.
    int used() {
        return out.position();
    }

    List<byte[]> chunks() {
        if (out != null) chunk();
        return chunks;
    }

    /// The whole file.
    ///
    /// @param oldest number of the chunk that the header calls the oldest
    byte[] file(int oldest) {
        List<byte[]> all = chunks();
        ByteBuffer file = ByteBuffer.allocate(4096 + CHUNK * all.size()).order(ByteOrder.LITTLE_ENDIAN);
        file.put("ElfFile\0".getBytes(StandardCharsets.US_ASCII));
        file.putLong(8, oldest).putLong(16, all.size() - 1).putLong(24, lastId + 1);
        file.putInt(32, 128).putShort(36, (short) 1).putShort(38, (short) 3).putShort(40, (short) 4096);
        file.putShort(42, (short) all.size()).position(4096);
        for (byte[] chunk : all) file.put(chunk);
        return file.array();
    }

    public byte[] file() {
        return file(0);
    }

    /// Writes the fuzzer's seeds, chunks cut behind their last record: `EvtxWriter FOLDER`.
    public static void main(String[] args) throws java.io.IOException {
        Node data = node(
                "EventData",
                node("Data", attribute("Name", "Image"), slot(0)),
                node("Data", slot(1)),
                node("Binary", slot(2)));
        byte[] strings = "one\0two\0".getBytes(StandardCharsets.UTF_16LE);
        List<Value> values = List.of(text("a.exe"), value(0x81, strings), value(0x0e, new byte[] {1, 2}));
        Node user = node("UserData", node("Cleared", attribute("xmlns", "urn:x"), node("Name", slot(0))));
        Node direct = node(
                "Event",
                node("System", node("EventID", "1"), node("Channel", "C")),
                node("EventData", node("Data", attribute("Name", "P"), "x", new Entity("amp"))));
        seed(args[0], "event-data", new EvtxWriter().event(1, 132_224_078_451_234_567L, 1, "C", data, values));
        seed(args[0], "user-data", new EvtxWriter().event(1, 132_224_078_451_234_567L, 2, "C", user, values));
        seed(args[0], "direct", new EvtxWriter().direct(1, 132_224_078_451_234_567L, direct));
    }

    private static void seed(String folder, String name, EvtxWriter writer) throws java.io.IOException {
        int used = writer.used();
        byte[] chunk = Arrays.copyOf(writer.chunks().getFirst(), used);
        java.nio.file.Files.write(java.nio.file.Path.of(folder, name), chunk);
    }
}
