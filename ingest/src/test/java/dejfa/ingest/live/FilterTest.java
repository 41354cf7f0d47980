package dejfa.ingest.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.ingest.capture.CaptureException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class FilterTest {
    private static final int ETHERNET = 1;

    static boolean hasLibrary() {
        try (Arena arena = Arena.ofConfined()) {
            Filter.wanted(arena, "ip", ETHERNET, false);
            return true;
        } catch (CaptureException e) {
            System.err.println("SKIPPED: " + e.getMessage());
            return false;
        }
    }

    private static String refusal(String expression) {
        try (Arena arena = Arena.ofConfined()) {
            return assertThrows(CaptureException.class, () -> Filter.wanted(arena, expression, ETHERNET, false))
                    .getMessage();
        }
    }

    @Test
    void a_faulty_filter_is_told_with_the_reason() {
        if (!hasLibrary()) return;
        String told = refusal("tcp prot 80");
        assertTrue(told.startsWith("the filter 'tcp prot 80' is no filter: "), told);
        assertTrue(told.endsWith("; see pcap-filter(7) for its language"), told);
    }

    @Test
    void a_tag_is_not_there_for_filters() {
        assertTrue(refusal("vlan 7 and tcp").contains("leave 'vlan' out"));
    }

    @Test
    void without_a_filter_no_program_is_needed_but_on_the_loopback() throws CaptureException {
        try (Arena arena = Arena.ofConfined()) {
            assertEquals(null, Filter.wanted(arena, "", ETHERNET, false));
            MemorySegment once = Filter.wanted(arena, "", ETHERNET, true);
            assertEquals(4, once.get(ValueLayout.JAVA_SHORT, 0));
        }
    }

    @Test
    void frames_on_their_way_out_of_the_loopback_are_refused_before_the_filter() throws CaptureException {
        if (!hasLibrary()) return;
        try (Arena arena = Arena.ofConfined()) {
            int alone = Filter.wanted(arena, "tcp port 80", ETHERNET, false).get(ValueLayout.JAVA_SHORT, 0);
            assertEquals(
                    alone + 3,
                    Filter.wanted(arena, "tcp port 80", ETHERNET, true).get(ValueLayout.JAVA_SHORT, 0));
        }
    }
}
