package dejfa.detect.suricata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dejfa.api.Direction;
import dejfa.api.Field;
import dejfa.api.Flow;
import dejfa.api.Schema;
import dejfa.api.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntegerKeywordsTest {
    private static final Field SIZES =
            new Field("many", "sizes", Field.Kind.NUMBER_LIST, 0, null, 0, "many.size", null, null, false);
    private static final Field FLAGS = new Field(
            "many",
            "flags",
            Field.Kind.NUMBER,
            1,
            null,
            0,
            "many.flags",
            null,
            null,
            false,
            Map.of("fin", 0x80L, "comp", 0x40L, "mask", 1L));
    private static final Schema MANY = new Schema("many", List.of(SIZES, FLAGS));

    /// Does a rule with that option hold for these sizes (and flags 0x81)?
    private static boolean holds(String option, long... sizes) {
        String text = "alert many any any -> any any (" + option + " sid:1;)";
        RuleSet rules = RuleLoader.parse(text, Path.of("t"), RuleSettings.around("any"), List.of(MANY));
        assertEquals(List.of(), rules.rejected());
        RuleEngine engine = new RuleEngine(rules, new RuleEngine.Setup("s", "s", 1, i -> "in", i -> ""));
        Bench packets = new Bench();
        Flow flow = Bench.flow();
        flow.appProtocol = "many";
        Transaction tx = flow.transactions.open(MANY);
        for (long size : sizes) tx.add(SIZES, size);
        tx.set(FLAGS, 0x81).complete();
        List<Candidate> found = new ArrayList<>();
        engine.inspect(packets.packet(flow, Direction.TO_SERVER, ""), found::add);
        return !found.isEmpty();
    }

    @Test
    void indexes_say_which_of_several_numbers_must_hold() {
        assertEquals(true, holds("many.size:>5;", 1, 9));
        assertEquals(false, holds("many.size:>5,all;", 1, 9));
        assertEquals(true, holds("many.size:>5,all;", 6, 9));
        assertEquals(false, holds("many.size:>5,all;"));
        assertEquals(true, holds("many.size:>5,all_or_absent;"));
        assertEquals(true, holds("many.size:>5,or_absent;"));
        assertEquals(true, holds("many.size:9,1;", 1, 9));
        assertEquals(true, holds("many.size:9,-1;", 1, 9));
        assertEquals(false, holds("many.size:9,0;", 1, 9));
        assertEquals(true, holds("many.size:9,oob_or 5;", 1, 9));
        assertEquals(true, holds("many.size:>5,nb>1;", 6, 9, 1));
        assertEquals(false, holds("many.size:>5,nb>2;", 6, 9, 1));
        assertEquals(true, holds("many.size:>2,all,2:4;", 1, 2, 3, 4));
        assertEquals(false, holds("many.size:>2,any,0:2;", 1, 2, 3, 4));
    }

    @Test
    void numbers_can_be_counted() {
        assertEquals(true, holds("many.size:count >1;", 1, 9));
        assertEquals(false, holds("many.size:count >2;", 1, 9));
        assertEquals(true, holds("many.size:count 0;"));
    }

    @Test
    void units_masks_and_named_bits() {
        assertEquals(true, holds("many.size:2kib;", 2048));
        assertEquals(true, holds("many.size:!=1mb;", 2048));
        assertEquals(true, holds("many.size:&0xc0=0x80;", 0x81));
        assertEquals(false, holds("many.size:&0xc0!=0x80;", 0x81));
        assertEquals(true, holds("many.flags:fin,!comp;"));
        assertEquals(true, holds("many.flags:fin;"));
        assertEquals(false, holds("many.flags:fin,comp;"));
        assertEquals(true, holds("many.flags:mask,fin;"));
    }

    @Test
    void what_can_never_hold_is_refused() {
        for (String option : List.of("many.size:&0xc0=2;", "many.size:5,sometimes;", "many.size:5,any,1-2;")) {
            String text = "alert many any any -> any any (" + option + " sid:1;)";
            RuleSet rules = RuleLoader.parse(text, Path.of("t"), RuleSettings.around("any"), List.of(MANY));
            assertEquals(1, rules.rejected().size(), option);
        }
    }
}
