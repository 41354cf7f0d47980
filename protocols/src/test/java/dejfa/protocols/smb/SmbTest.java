package dejfa.protocols.smb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.FileTransfer;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Captured;
import dejfa.protocols.wire.Talk;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SmbTest {
    private static final int TREE_CONNECT = 3;
    private static final int CREATE = 5;
    private static final int CLOSE = 6;
    private static final int WRITE = 9;

    /// A whole session message with one SMB 2 command.
    private static byte[] two(int command, boolean response, long status, long id, int tree, byte[] body) {
        ByteBuffer out = ByteBuffer.allocate(4 + 64 + body.length);
        out.putInt(64 + body.length).put((byte) 0xfe).put("SMB".getBytes(StandardCharsets.ISO_8859_1));
        out.order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 64)
                .putShort((short) 0)
                .putInt((int) status);
        out.putShort((short) command)
                .putShort((short) 1)
                .putInt(response ? 1 : 0)
                .putInt(0)
                .putLong(id);
        out.putInt(0).putInt(tree).putLong(77).position(4 + 64);
        return out.put(body).array();
    }

    private static ByteBuffer body(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] utf16(String text) {
        return text.getBytes(StandardCharsets.UTF_16LE);
    }

    private static byte[] treeConnect(String path) {
        byte[] name = utf16(path);
        return body(8 + name.length)
                .putShort((short) 9)
                .putShort((short) 0)
                .putShort((short) 72)
                .putShort((short) name.length)
                .put(name)
                .array();
    }

    private static byte[] create(String path) {
        byte[] name = utf16(path);
        return body(56 + name.length)
                .putShort(0, (short) 57)
                .putInt(36, 2)
                .putShort(44, (short) 120)
                .putShort(46, (short) name.length)
                .put(56, name)
                .array();
    }

    private static byte[] write(int offset, byte[] data) {
        return body(48 + data.length)
                .putShort(0, (short) 49)
                .putShort(2, (short) 112)
                .putInt(4, data.length)
                .putLong(8, offset)
                .putLong(16, 5)
                .put(48, data)
                .array();
    }

    /// Tree and file opened, as far as the write.
    private static Talk opened(int shareType) {
        Talk talk = new Talk(new SmbFactory(), 6, 445);
        talk.say(Direction.TO_SERVER, two(TREE_CONNECT, false, 0, 1, 0, treeConnect("\\\\fs1\\docs")));
        talk.say(
                Direction.TO_CLIENT,
                two(
                        TREE_CONNECT,
                        true,
                        0,
                        1,
                        9,
                        body(16).put(2, (byte) shareType).array()));
        talk.say(Direction.TO_SERVER, two(CREATE, false, 0, 2, 9, create("plan.rar")));
        return talk.say(
                Direction.TO_CLIENT,
                two(CREATE, true, 0, 2, 9, body(88).putLong(64, 5).array()));
    }

    @Test
    void a_written_file_has_name_share_and_bytes() {
        Talk talk = opened(1);
        talk.say(Direction.TO_SERVER, two(WRITE, false, 0, 3, 9, write(0, new byte[300_000])));
        talk.say(Direction.TO_SERVER, two(WRITE, false, 0, 4, 9, write(300_000, new byte[50])));
        Transaction transfer = talk.all.getLast();
        assertFalse(transfer.isComplete());
        talk.say(
                Direction.TO_SERVER,
                two(CLOSE, false, 0, 5, 9, body(24).putLong(8, 5).array()));
        FileTransfer file = transfer.files.getFirst();
        assertEquals(300_050, file.body.totalBytes());
        assertEquals(FileTransfer.State.CLOSED, file.state);
        assertEquals("plan.rar", transfer.slots.text(SmbFields.FILENAME));
        assertEquals("\\\\fs1\\docs", transfer.slots.text(SmbFields.SHARE));
        assertEquals("SMB2_COMMAND_WRITE", transfer.slots.text(SmbFields.COMMAND));
        assertTrue(transfer.isComplete());
    }

    @Test
    void a_hole_in_a_write_makes_a_file_with_gaps() {
        byte[] whole = two(WRITE, false, 0, 3, 9, write(0, new byte[300_000]));
        byte[] start = java.util.Arrays.copyOf(whole, 1_000);
        Talk talk = opened(1).say(Direction.TO_SERVER, start).gap(Direction.TO_SERVER, whole.length - 1_000);
        talk.say(
                Direction.TO_SERVER,
                two(CLOSE, false, 0, 5, 9, body(24).putLong(8, 5).array()));
        FileTransfer file = talk.all.get(2).files.getFirst();
        assertTrue(file.gaps);
        assertEquals(FileTransfer.State.TRUNCATED, file.state);
    }

    @Test
    void a_bind_over_a_pipe_names_its_service() {
        byte[] bind = java.util.HexFormat.of()
                .parseHex("05000b03100000004800000001000000b810b8100000000001000000000001"
                        + "0081bb7a364498f135ad3298f03800100302000000" + "045d888aeb1cc9119fe808002b10486002000000");
        Talk talk = opened(2).say(Direction.TO_SERVER, two(WRITE, false, 0, 3, 9, write(0, bind)));
        Slots slots = talk.all.getLast().slots;
        Slots bound = (Slots) slots.list(SmbFields.RPC_INTERFACES).getFirst();
        assertEquals("svcctl", bound.text("service"));
        assertEquals("BIND", slots.text(SmbFields.RPC_REQUEST));
        assertTrue(talk.all.getLast().files.isEmpty());
    }

    @Test
    void a_refused_command_shows_its_status() {
        Talk talk = new Talk(new SmbFactory(), 6, 445);
        talk.say(Direction.TO_SERVER, two(TREE_CONNECT, false, 0, 1, 0, treeConnect("\\\\fs1\\C$")));
        talk.say(Direction.TO_CLIENT, two(TREE_CONNECT, true, 0xc0000022L, 1, 0, body(9).array()));
        Slots slots = talk.all.getFirst().slots;
        assertEquals("STATUS_ACCESS_DENIED", slots.text(SmbFields.STATUS));
        assertEquals("0xc0000022", slots.text(SmbFields.STATUS_CODE));
    }

    @Test
    void real_sessions_show_log_ons_shares_and_files() {
        List<Transaction> all = Stream.of("smb2readwrite", "smb311", "smb1", "aduser1-ntlm", "smb2_100_small_files")
                .flatMap(name -> Captured.of("zeek/btest/" + name + ".pcap").stream())
                .filter(conversation -> conversation.serverPort() == 445 || conversation.serverPort() == 139)
                .flatMap(conversation -> Talk.over(new SmbFactory(), conversation).all.stream())
                .toList();
        if (all.isEmpty()) return;
        assertTrue(all.stream().anyMatch(one -> one.slots.get(SmbFields.NTLMSSP_USER) != null), "no log-on");
        assertTrue(all.stream().anyMatch(one -> one.slots.get(SmbFields.SHARE) != null), "no share");
        assertTrue(all.stream().anyMatch(one -> !one.files.isEmpty()), "no file of " + all.size());
    }
}
