package dejfa.protocols.enip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Frame;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Talk;
import dejfa.testkit.Seeds;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnipTest {
    private static final String REST = "00000000 00000000 0102030405060708 00000000";

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static Talk talk() {
        return new Talk(new EnipFactory(), 6, 44818);
    }

    /// An encapsulated message: command and data in hexadecimal.
    private static byte[] message(String command, String data) {
        int length = data.replace(" ", "").length() / 2;
        return hex(command + String.format("%02x%02x", length & 255, length >> 8) + REST + data);
    }

    /// SendRRData with one unconnected item.
    private static byte[] unconnected(String cip) {
        int length = cip.replace(" ", "").length() / 2;
        return message(
                "6f00",
                "00000000 0000 0200 0000 0000 b200" + String.format("%02x%02x", length & 255, length >> 8) + cip);
    }

    private static Slots facts(Transaction transaction, boolean request, int index) {
        Slots message = (Slots) transaction.slots.get(request ? EnipFields.REQUEST : EnipFields.RESPONSE);
        return (Slots) message.list(EnipMessageFields.MESSAGES).get(index);
    }

    @Test
    void an_identity_is_read_from_the_reply() {
        Talk talk = talk().say(Direction.TO_SERVER, message("6300", ""));
        talk.say(
                Direction.TO_CLIENT,
                message(
                        "6300",
                        "0100 0c00 2700 0100 0002af12c0a801010000000000000000 0100 0e00 3600 1413 6000 78563412 05 313735362d 03"));
        Slots reply = (Slots) talk.all.getFirst().slots.get(EnipFields.RESPONSE);
        assertEquals("1756-", reply.text(EnipMessageFields.PRODUCT_NAME));
        assertEquals("20.19", reply.text(EnipMessageFields.REVISION_TEXT));
        assertEquals(0x12345678L, reply.get(EnipMessageFields.SERIAL));
        assertEquals(List.of(), talk.all.getFirst().anomalies);
        assertTrue(talk.all.getFirst().isComplete());
    }

    @Test
    void class_instance_and_attribute_come_from_the_path() {
        Talk talk = talk().say(Direction.TO_SERVER, unconnected("10 03 20f6 2401 3006 0000"));
        Slots facts = facts(talk.all.getFirst(), true, 0);
        assertEquals(16L, facts.get(EnipCipFactsFields.SERVICE_CODE));
        assertEquals(List.of(0xf6L), facts.list(EnipCipFactsFields.CLASSES));
        assertEquals(List.of(1L), facts.list(EnipCipFactsFields.INSTANCES));
        assertEquals(List.of(6L), facts.list(EnipCipFactsFields.ATTRIBUTES));
    }

    @Test
    void messages_of_a_multiple_service_packet_are_read_each() {
        Talk talk = talk().say(
                        Direction.TO_SERVER,
                        unconnected("0a 02 2002 2401 0200 0600 0c00 0e02 2001 2401 0e02 2004 2402"));
        assertEquals(List.of(4L), facts(talk.all.getFirst(), true, 2).list(EnipCipFactsFields.CLASSES));
        assertEquals(List.of(), talk.all.getFirst().anomalies);
        assertTrue(talk.all.getFirst().slots.toString().contains("\"multiple\":[{"));
    }

    @Test
    void a_reply_brings_status_and_extended_status() {
        Talk talk = talk().say(Direction.TO_SERVER, unconnected("54 02 2006 2401"));
        talk.say(Direction.TO_CLIENT, unconnected("d4 00 01 01 0701"));
        Slots facts = facts(talk.all.getFirst(), false, 0);
        assertEquals(1L, facts.get(EnipCipFactsFields.STATUS));
        assertEquals(0x107L, facts.get(EnipCipFactsFields.EXTENDED));
        assertTrue(talk.all.getFirst().slots.toString().contains("Target connection not found"));
    }

    @Test
    void frames_name_header_and_data() {
        Talk talk = talk().say(Direction.TO_SERVER, message("6500", "01000000"));
        assertEquals(
                List.of("pdu", "hdr", "data"),
                talk.out.frames().stream().map(frame -> frame.type).toList());
        Frame data = talk.out.frames().getLast();
        assertEquals(24, data.start);
        assertEquals(4, data.length());
    }

    @Test
    void cut_items_are_an_invalid_message() {
        Talk talk = talk().say(Direction.TO_SERVER, message("6f00", "00000000 0000 0200 0000 0000 b200 ff00 0e"));
        assertEquals(List.of("invalid_pdu"), talk.all.getFirst().anomalies);
    }

    @Test
    void any_cut_of_the_stream_yields_the_same_transactions_and_random_bytes_never_throw() {
        byte[] bytes = new byte[0];
        for (int i = 0; i < 10; i++) {
            byte[] one = i % 2 == 0 ? unconnected("0e 03 2001 2401 3007") : message("6500", "01000000");
            bytes = Arrays.copyOf(bytes, bytes.length + one.length);
            System.arraycopy(one, 0, bytes, bytes.length - one.length, one.length);
        }
        byte[] stream = bytes;
        List<String> whole = talk().say(Direction.TO_SERVER, stream).end().lines();
        Seeds.run(60, random -> {
            Talk talk = talk();
            for (int at = 0; at < stream.length; ) {
                int size = Math.min(stream.length - at, 1 + random.nextInt(40));
                talk.say(Direction.TO_SERVER, Arrays.copyOfRange(stream, at, at + size));
                at += size;
            }
            assertEquals(whole, talk.end().lines());
        });
        Seeds.run(500, random -> {
            byte[] changed = stream.clone();
            for (int i = 0; i < 8; i++) changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            Talk talk = talk().say(Direction.TO_SERVER, changed).say(Direction.TO_CLIENT, changed);
            talk.gap(Direction.TO_SERVER, 9).say(Direction.TO_SERVER, changed).end();
        });
    }

    @Test
    void it_is_recognised_by_command_length_and_status() {
        assertEquals(Recognition.YES, talk().recognise(Direction.TO_SERVER, message("6500", "01000000")));
        assertEquals(Recognition.NO, talk().recognise(Direction.TO_SERVER, message("6500", "0100000000")));
        assertEquals(Recognition.MORE, talk().recognise(Direction.TO_SERVER, hex("6500 0400")));
        assertEquals(Recognition.NO, talk().recognise(Direction.TO_SERVER, hex("4745 5420")));
    }
}
