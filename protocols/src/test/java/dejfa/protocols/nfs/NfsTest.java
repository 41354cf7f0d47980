package dejfa.protocols.nfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.FileTransfer;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Talk;
import dejfa.testkit.Seeds;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NfsTest {
    private static final String HANDLE = "handle-of-a-file";

    /// Numbers as four bytes, texts and bytes as variable-length opaque.
    static byte[] xdr(Object... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object value : values) {
            switch (value) {
                case Integer number ->
                    out.writeBytes(ByteBuffer.allocate(4).putInt(number).array());
                case Long number ->
                    out.writeBytes(ByteBuffer.allocate(8).putLong(number).array());
                case String text -> opaque(text.getBytes(StandardCharsets.UTF_8), out);
                case byte[] bytes -> opaque(bytes, out);
                default -> throw new IllegalArgumentException(value.toString());
            }
        }
        return out.toByteArray();
    }

    private static void opaque(byte[] bytes, ByteArrayOutputStream out) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
        out.writeBytes(bytes);
        out.writeBytes(new byte[-bytes.length & 3]);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) out.writeBytes(part);
        return out.toByteArray();
    }

    static byte[] record(byte[] message) {
        return join(ByteBuffer.allocate(4).putInt(0x8000_0000 | message.length).array(), message);
    }

    static byte[] call(int xid, int version, int procedure, byte[] arguments) {
        byte[] unix = xdr(1, "host3", 1000, 100, 0);
        return join(xdr(xid, 0, 2, 100_003, version, procedure, 1, unix, 0, 0), arguments);
    }

    static byte[] reply(int xid, byte[] results) {
        return join(xdr(xid, 1, 0, 0, 0, 0), results);
    }

    private static Talk tcp() {
        return new Talk(new NfsFactory(), 6, 2049);
    }

    private static String body(FileTransfer file) {
        return new String(file.body.data(), 0, file.body.length(), StandardCharsets.ISO_8859_1);
    }

    private static byte[] filled(int length) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) data[i] = (byte) (i * 31);
        return data;
    }

    private static Talk lookup(Talk talk) {
        talk.say(Direction.TO_SERVER, record(call(1, 3, 3, xdr("root", "plan.txt"))));
        return talk.say(Direction.TO_CLIENT, record(reply(1, xdr(0, HANDLE, 0, 0))));
    }

    @Test
    void a_lookup_shows_name_handle_and_who_asked() {
        Transaction lookup = lookup(tcp()).all.getFirst();
        assertTrue(lookup.isComplete());
        assertEquals("LOOKUP", lookup.slots.text(NfsFields.PROCEDURE));
        assertEquals("plan.txt", lookup.slots.text(NfsFields.FILENAME));
        assertEquals("host3", lookup.slots.text(NfsFields.MACHINE_NAME));
        assertEquals(1000, lookup.slots.number(NfsFields.UID, 0));
        assertEquals(100, lookup.slots.number(NfsFields.GID, 0));
        assertEquals("UNIX", lookup.slots.text(NfsFields.AUTH_TYPE));
        assertEquals("OK", lookup.slots.text(NfsFields.STATUS));
    }

    @Test
    void a_file_is_read_by_several_calls_and_ends_where_the_server_says_so() {
        Talk talk = lookup(tcp());
        byte[] data = filled(30_000);
        byte[] first = Arrays.copyOf(data, 20_000);
        byte[] second = Arrays.copyOfRange(data, 20_000, 30_000);
        talk.say(Direction.TO_SERVER, record(call(2, 3, 6, xdr(HANDLE, 0L, 20_000))));
        talk.say(Direction.TO_CLIENT, record(reply(2, xdr(0, 0, 20_000, 0, first))));
        talk.say(Direction.TO_SERVER, record(call(3, 3, 6, xdr(HANDLE, 20_000L, 20_000))));
        talk.say(Direction.TO_CLIENT, record(reply(3, xdr(0, 0, 10_000, 1, second))));
        Transaction read = talk.all.getLast();
        assertEquals(2, talk.all.size());
        FileTransfer file = read.files.getFirst();
        assertEquals(FileTransfer.State.CLOSED, file.state);
        assertEquals(30_000, file.body.totalBytes());
        assertEquals("plan.txt", new String(file.name, StandardCharsets.UTF_8));
        assertEquals(2, read.slots.number(NfsFields.READ_CHUNKS, 0));
        assertEquals(3, read.slots.number(NfsFields.READ_LAST_XID, 0));
        assertTrue(Arrays.equals(data, Arrays.copyOf(file.body.data(), 30_000)));
    }

    @Test
    void a_written_file_ends_with_its_commit() {
        Talk talk = lookup(tcp());
        talk.say(Direction.TO_SERVER, record(call(2, 3, 7, xdr(HANDLE, 0L, 5, 0, "hello"))));
        talk.say(Direction.TO_CLIENT, record(reply(2, xdr(0, 0, 0, 5, 0, 0L))));
        talk.say(Direction.TO_SERVER, record(call(3, 3, 7, xdr(HANDLE, 5L, 6, 0, " world"))));
        talk.say(Direction.TO_CLIENT, record(reply(3, xdr(0, 0, 0, 6, 0, 0L))));
        talk.say(Direction.TO_SERVER, record(call(4, 3, 21, xdr(HANDLE, 0L, 0))));
        Transaction write = talk.all.getLast();
        assertEquals(FileTransfer.State.OPEN, write.files.getFirst().state);
        talk.say(Direction.TO_CLIENT, record(reply(4, xdr(0, 0, 0, 0L))));
        assertEquals(FileTransfer.State.CLOSED, write.files.getFirst().state);
        assertEquals("hello world", body(write.files.getFirst()));
        assertTrue(write.isComplete());
        assertEquals("7 WRITE", write.slots.text(NfsFields.PROCEDURE_KEY));
    }

    @Test
    void bytes_that_never_came_make_a_file_with_gaps() {
        Talk talk = lookup(tcp());
        talk.say(Direction.TO_SERVER, record(call(2, 3, 6, xdr(HANDLE, 0L, 20_000))));
        byte[] whole = record(reply(2, xdr(0, 0, 20_000, 1, filled(20_000))));
        talk.say(Direction.TO_CLIENT, Arrays.copyOf(whole, 9_000)).gap(Direction.TO_CLIENT, 1_000);
        talk.say(Direction.TO_CLIENT, Arrays.copyOfRange(whole, 10_000, whole.length));
        FileTransfer file = talk.all.getLast().files.getFirst();
        assertTrue(file.gaps);
        assertEquals(FileTransfer.State.TRUNCATED, file.state);
        assertEquals(19_000, file.body.totalBytes());
    }

    @Test
    void a_compound_of_version_4_is_shown_by_its_work_and_its_file_closes() {
        Talk talk = tcp();
        byte[] stateid = new byte[16];
        byte[] sequence = join(xdr(53), new byte[16], xdr(1, 0, 0, 0));
        byte[] write = join(xdr("", 1, 4), sequence, xdr(22, HANDLE, 38), stateid, xdr(0L, 2, "data!"), xdr(9, 1, 0));
        talk.say(Direction.TO_SERVER, record(call(1, 4, 1, write)));
        Transaction file = talk.all.getLast();
        assertEquals("38 WRITE", file.slots.text(NfsFields.PROCEDURE_KEY));
        byte[] close = join(xdr("", 1, 3), sequence, xdr(22, HANDLE, 4, 1), stateid);
        talk.say(Direction.TO_SERVER, record(call(2, 4, 1, close)));
        talk.say(Direction.TO_CLIENT, record(reply(2, xdr(0, "", 0))));
        assertEquals("data!", body(file.files.getFirst()));
        assertEquals(FileTransfer.State.CLOSED, file.files.getFirst().state);
        assertEquals("CLOSE", talk.all.getLast().slots.text(NfsFields.PROCEDURE));
    }

    @Test
    void an_open_of_version_4_names_the_handle_that_it_gets() {
        Talk talk = tcp();
        byte[] open = join(xdr("", 0, 4, 22, "root", 18, 0, 1, 0, 0L, "me", 0, 0, "notes", 10, 9, 1, 0));
        talk.say(Direction.TO_SERVER, record(call(1, 4, 1, open)));
        assertEquals("notes", talk.all.getLast().slots.text(NfsFields.FILENAME));
        byte[] opened = join(xdr(0, "", 3, 22, 0, 18, 0), new byte[16], new byte[20], xdr(0, 0, 0), xdr(10, 0, HANDLE));
        talk.say(Direction.TO_CLIENT, record(reply(1, opened)));
        byte[] read = join(xdr("", 0, 2, 22, HANDLE, 25), new byte[16], xdr(0L, 100));
        talk.say(Direction.TO_SERVER, record(call(2, 4, 1, read)));
        talk.say(Direction.TO_CLIENT, record(reply(2, xdr(0, "", 2, 22, 0, 25, 0, 1, "abc"))));
        FileTransfer file = talk.all.getLast().files.getFirst();
        assertEquals("notes", new String(file.name, StandardCharsets.UTF_8));
        assertEquals("abc", body(file));
        assertEquals(FileTransfer.State.CLOSED, file.state);
    }

    @Test
    void arguments_that_are_encrypted_are_passed_over() {
        byte[] gss = xdr(1, 0, 7, 3, "context");
        byte[] call = join(xdr(9, 0, 2, 100_003, 3, 7, 6, gss, 0, 0), filled(900));
        Talk talk = tcp().say(Direction.TO_SERVER, record(call));
        assertEquals("WRITE", talk.all.getLast().slots.text(NfsFields.PROCEDURE));
        assertEquals("GSS", talk.all.getLast().slots.text(NfsFields.AUTH_TYPE));
        assertEquals(List.of(), talk.out.anomalies());
    }

    @Test
    void a_record_in_several_fragments_brings_its_whole_data() {
        Talk talk = lookup(tcp());
        byte[] message = call(2, 3, 7, xdr(HANDLE, 0L, 9_000, 0, filled(9_000)));
        byte[] first = Arrays.copyOf(message, 6_000);
        byte[] second = Arrays.copyOfRange(message, 6_000, message.length);
        talk.say(Direction.TO_SERVER, join(xdr(first.length), first));
        talk.say(Direction.TO_SERVER, record(second));
        FileTransfer file = talk.all.getLast().files.getFirst();
        assertEquals(9_000, file.body.totalBytes());
        assertTrue(Arrays.equals(filled(9_000), Arrays.copyOf(file.body.data(), 9_000)));
    }

    @Test
    void a_datagram_is_recognised_by_its_call_and_settings_turn_a_transport_off() {
        NfsFactory factory = new NfsFactory();
        Talk talk = new Talk(factory, 17, 30_000);
        assertEquals(Recognition.YES, talk.recognise(Direction.TO_SERVER, call(1, 3, 1, xdr(HANDLE))));
        assertEquals(Recognition.NO, talk.recognise(Direction.TO_SERVER, call(1, 5, 1, xdr(HANDLE))));
        factory.configure(Map.of("app-layer.protocols.nfs.tcp.enabled", "no"));
        assertTrue(factory.over(17) && !factory.over(6));
    }

    @Test
    void calls_and_files_without_end_are_bounded() {
        Talk talk = tcp();
        for (int i = 0; i < 3_000; i++) {
            talk.say(Direction.TO_SERVER, record(call(i, 3, 7, xdr("file" + i, 0L, 1, 0, "x"))));
            talk.say(Direction.TO_SERVER, record(call(100_000 + i, 3, 1, xdr("file" + i))));
        }
        assertTrue(talk.out.live().size() <= 256);
    }

    @Test
    void any_cut_of_the_stream_yields_the_same_transactions() {
        byte[] client = join(
                record(call(1, 3, 3, xdr("root", "plan.txt"))),
                record(call(2, 3, 6, xdr(HANDLE, 0L, 20_000))),
                record(call(3, 3, 7, xdr("other", 0L, 6_000, 0, filled(6_000)))));
        byte[] server =
                join(record(reply(1, xdr(0, HANDLE, 0, 0))), record(reply(2, xdr(0, 0, 12_000, 1, filled(12_000)))));
        List<String> whole = tcp().say(Direction.TO_SERVER, client)
                .say(Direction.TO_CLIENT, server)
                .end()
                .lines();
        Seeds.run(200, random -> {
            Talk talk = tcp();
            for (int side = 0; side < 2; side++) {
                byte[] bytes = side == 0 ? client : server;
                for (int at = 0; at < bytes.length; ) {
                    int size = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 9 : 2_000));
                    talk.say(Direction.values()[side], Arrays.copyOfRange(bytes, at, at + size));
                    at += size;
                }
            }
            assertEquals(whole, talk.end().lines());
        });
    }

    @Test
    void damaged_records_never_throw() {
        byte[] said = join(
                record(call(1, 3, 3, xdr("root", "plan.txt"))),
                record(call(2, 4, 1, join(xdr("", 0, 3, 22, HANDLE, 38), new byte[16], xdr(0L, 2, "data"), xdr(10)))));
        byte[] answered = join(record(reply(1, xdr(0, HANDLE, 0, 0))), record(reply(2, xdr(0, "", 2, 22, 0, 38, 0))));
        Seeds.run(2_000, random -> {
            Talk talk = tcp();
            byte[] client = said.clone();
            byte[] server = answered.clone();
            for (int i = random.nextInt(8); i > 0; i--)
                client[random.nextInt(client.length)] = (byte) random.nextInt(256);
            for (int i = random.nextInt(8); i > 0; i--)
                server[random.nextInt(server.length)] = (byte) random.nextInt(256);
            talk.say(Direction.TO_SERVER, client)
                    .say(Direction.TO_CLIENT, server)
                    .end();
        });
    }
}
