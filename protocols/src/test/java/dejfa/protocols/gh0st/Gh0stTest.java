package dejfa.protocols.gh0st;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Slots;
import dejfa.protocols.wire.Captured;
import dejfa.protocols.wire.Talk;
import dejfa.testkit.Seeds;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class Gh0stTest {
    private static byte[] message(String tag, byte[] body, boolean swapped) {
        Deflater deflater = new Deflater();
        deflater.setInput(body);
        deflater.finish();
        byte[] packed = new byte[body.length + body.length / 100 + 64];
        int packedBytes = deflater.deflate(packed);
        deflater.end();
        ByteBuffer out = ByteBuffer.allocate(tag.length() + 8 + packedBytes).order(ByteOrder.LITTLE_ENDIAN);
        out.put(tag.getBytes(StandardCharsets.ISO_8859_1));
        out.putInt(swapped ? body.length : out.capacity()).putInt(swapped ? out.capacity() : body.length);
        return out.put(packed, 0, packedBytes).array();
    }

    private static byte[] body(Random random, int length) {
        byte[] body = new byte[length];
        random.nextBytes(body);
        return body;
    }

    private static Talk talk() {
        return new Talk(new Gh0stFactory(), 6, 8080);
    }

    @Test
    void any_tag_length_and_both_orders_of_sizes_prove_themselves() {
        for (int tag = 3; tag <= 16; tag++) {
            for (int order = 0; order < 2; order++) {
                byte[] first = message("KuGou/Heart.Beat".substring(0, tag), body(new Random(tag), 300), order == 1);
                assertEquals(Recognition.YES, talk().recognise(Direction.TO_SERVER, first), "tag of " + tag);
                Slots slots = talk().say(Direction.TO_SERVER, first).all.getFirst().slots;
                assertEquals(tag, slots.bytes(Gh0stFields.TAG).length);
                assertEquals(300, slots.number(Gh0stFields.INFLATED_BYTES, 0));
                assertEquals(first.length, slots.number(Gh0stFields.MESSAGE_BYTES, 0));
                assertTrue(slots.flag(Gh0stFields.PROVEN));
            }
        }
    }

    @Test
    void a_first_message_longer_than_recognition_holds_is_recognised_and_proven_at_its_end() {
        byte[] first = message("HTTPS", body(new Random(1), 200_000), false);
        assertEquals(Recognition.MORE, talk().recognise(Direction.TO_SERVER, Arrays.copyOf(first, 1_000)));
        assertEquals(Recognition.YES, talk().recognise(Direction.TO_SERVER, Arrays.copyOf(first, 2_000)));
        Talk talk = talk().say(Direction.TO_SERVER, first);
        assertTrue(talk.all.getFirst().slots.flag(Gh0stFields.PROVEN));
    }

    @Test
    void both_directions_speak_in_messages_of_their_own() {
        Talk talk = talk().say(Direction.TO_SERVER, message("Gh0st", new byte[] {0x66, 1, 2, 3}, false));
        talk.say(Direction.TO_CLIENT, message("Gh0st", new byte[] {0x01}, false));
        assertEquals(
                List.of("to_server 102", "to_client 1"),
                talk.all.stream()
                        .map(one ->
                                one.slots.text(Gh0stFields.DIRECTION) + " " + one.slots.number(Gh0stFields.COMMAND, -1))
                        .toList());
    }

    @Test
    void one_wrong_byte_behind_the_tag_proves_nothing() {
        byte[] good = message("xY7-q", body(new Random(3), 80), false);
        Seeds.run(500, random -> {
            byte[] bad = good.clone();
            // the tag may be anything; single bits may be padding of a block
            int at = 5 + random.nextInt(bad.length - 5);
            bad[at] ^= (byte) 0xff;
            assertNotEquals(Recognition.YES, talk().recognise(Direction.TO_SERVER, bad), "byte " + at);
        });
    }

    @Test
    void a_later_message_that_does_not_hold_is_shown_as_unproven() {
        byte[] second = message("Gh0st", body(new Random(5), 90), false);
        second[second.length - 1] ^= 1;
        Talk talk = talk().say(Direction.TO_SERVER, message("Gh0st", new byte[40], false));
        talk.say(Direction.TO_SERVER, second);
        assertFalse(talk.all.getLast().slots.flag(Gh0stFields.PROVEN));
        assertEquals(List.of("unproven_message"), talk.all.getLast().anomalies);
    }

    @Test
    void a_bomb_is_given_up_when_it_grows_beyond_the_size_it_told() {
        byte[] bomb = message("Gh0st", new byte[30_000_000], false);
        ByteBuffer.wrap(bomb).order(ByteOrder.LITTLE_ENDIAN).putInt(9, 1_000);
        Talk talk = talk().say(Direction.TO_SERVER, message("Gh0st", new byte[40], false));
        talk.say(Direction.TO_SERVER, bomb);
        // a body so long for so little is refused by its sizes alone
        assertEquals(1, talk.all.size());
        assertEquals(List.of("invalid_sizes"), talk.out.anomalies());
    }

    @Test
    void any_cut_yields_the_same_messages() {
        byte[] first = message("Gh0st", body(new Random(7), 4_000), false);
        byte[] second = message("Gh0st", body(new Random(8), 70), false);
        Captured.Conversation whole = new Captured.Conversation(
                6,
                50_000,
                80,
                List.of(
                        new Captured.Said(Direction.TO_SERVER, first),
                        new Captured.Said(Direction.TO_CLIENT, second),
                        new Captured.Said(Direction.TO_SERVER, second)));
        List<String> expected = Talk.over(new Gh0stFactory(), whole).lines();
        assertEquals(4, expected.size());
        Seeds.run(
                100,
                random -> assertEquals(
                        expected,
                        Talk.over(new Gh0stFactory(), Talk.cut(whole, random)).lines()));
    }

    @Test
    void printable_text_and_bare_zlib_are_never_proven() {
        Seeds.run(5_000, random -> {
            byte[] text = new byte[20 + random.nextInt(400)];
            for (int i = 0; i < text.length; i++) text[i] = (byte) (0x20 + random.nextInt(95));
            byte[] packed = message("abc", body(random, 50), false);
            System.arraycopy(packed, 11, text, 0, Math.min(text.length, packed.length - 11));
            assertNotEquals(Recognition.YES, talk().recognise(Direction.TO_SERVER, text));
            random.nextBytes(text);
            assertNotEquals(Recognition.YES, talk().recognise(Direction.TO_SERVER, text));
        });
    }
}
