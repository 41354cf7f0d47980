package dejfa.protocols.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BerTest {
    @Test
    void an_element_that_runs_over_the_end_is_none_or_what_there_is_of_it() {
        byte[] cut = {0x04, 5, 'a', 'b'};
        assertNull(Ber.read(new Cursor(cut)));
        assertEquals("ab", Ber.readPart(new Cursor(cut)).text());
        assertNull(Ber.readPart(new Cursor(new byte[] {0x30, (byte) 0x84, 1})));
    }

    @Test
    void the_length_is_known_as_soon_as_it_is_there() {
        byte[] start = {0x30, (byte) 0x82, 1, 0};
        assertEquals(Ber.MORE, Ber.totalBytes(start, 0, 3));
        assertEquals(260, Ber.totalBytes(start, 0, 4));
        assertEquals(Ber.NONE, Ber.totalBytes(new byte[] {0x30, (byte) 0x80}, 0, 2));
    }

    @Test
    void numbers_have_a_sign() {
        assertEquals(-128, Ber.read(new Cursor(Asn.number(-128))).integer());
        assertEquals(300, Ber.read(new Cursor(Asn.number(300))).integer());
    }

    @Test
    void object_identifiers_are_dotted() {
        assertEquals("1.3.6.1.4.1.311", Ber.oid(new Cursor(new byte[] {0x2b, 6, 1, 4, 1, (byte) 0x82, 0x37})));
    }

    private static final class Taken implements Messages.Sink {
        final List<String> all = new ArrayList<>();

        @Override
        public void message(byte[] bytes, long totalBytes, long start) {
            all.add(bytes.length + "/" + totalBytes + "@" + start);
        }

        @Override
        public void nonsense(long start) {
            all.add("nonsense@" + start);
        }
    }

    /// The first byte is the length, of at least one.
    private static Messages messages(int limit) {
        return new Messages(limit, held -> held.at(0) == 0 ? Messages.NONE : held.at(0));
    }

    private static long say(Messages messages, Taken taken, long position, int... bytes) {
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < all.length; i++) all[i] = (byte) bytes[i];
        messages.accept(MemorySegment.ofArray(all), 0, all.length, position, taken);
        return position + all.length;
    }

    @Test
    void of_a_long_message_the_front_is_kept_and_the_next_one_found() {
        Taken taken = new Taken();
        say(messages(4), taken, 0, 2, 9, 6, 1, 2, 3, 4, 5, 1, 3, 7, 7);
        assertEquals(List.of("2/2@0", "4/6@2", "1/1@8", "3/3@9"), taken.all);
    }

    @Test
    void a_gap_inside_of_a_message_hurts_only_that_one() {
        Taken taken = new Taken();
        Messages messages = messages(16);
        long at = say(messages, taken, 0, 6, 1);
        messages.gap(3, at, taken);
        say(messages, taken, at + 3, 9, 2, 7);
        assertEquals(List.of("2/6@0", "2/2@6"), taken.all);
    }

    @Test
    void after_nonsense_the_next_chunk_that_begins_like_a_message_is_read() {
        Taken taken = new Taken();
        Messages messages = messages(16);
        long at = say(messages, taken, 0, 0, 5);
        at = say(messages, taken, at, 0, 1);
        say(messages, taken, at, 2, 8);
        assertEquals(List.of("nonsense@0", "2/2@4"), taken.all);
    }
}
