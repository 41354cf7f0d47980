package dejfa.api.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogRecordTest {
    private final FieldNames names = new FieldNames(List.of("Image", "Data", "CommandLine"));
    private final LogRecord record = new LogRecord(names);

    @Test
    void a_name_that_stands_twice_gives_both_values_in_order() {
        record.clear();
        record.add("Data", "one");
        record.add("Image", "cmd.exe");
        record.add("Data", "two");
        int first = record.first(names.id("Data"));
        assertEquals("one", record.value(first));
        assertEquals("two", record.value(record.next(first)));
        assertEquals(-1, record.next(record.next(first)));
    }

    @Test
    void a_field_of_the_record_before_is_not_found() {
        record.clear();
        record.add("Image", "cmd.exe");
        record.clear();
        record.add("Data", "one");
        assertEquals(-1, record.first(names.id("Image")));
        assertNull(record.value("Image"));
        assertEquals(1, record.count());
    }

    @Test
    void names_that_nobody_asks_for_are_kept_without_a_number() {
        record.clear();
        record.add("Hashes", "MD5=0");
        assertEquals(-1, record.nameId(0));
        assertEquals(-1, names.id("Hashes"));
        assertEquals("Hashes", record.name(0));
        assertEquals("MD5=0", record.value("Hashes"));
    }

    @Test
    void fields_beyond_the_limit_are_dropped_and_counted() {
        record.clear();
        for (int i = 0; i < LogRecord.MAX_FIELDS + 7; i++) record.add("f" + i, "x".repeat(100));
        assertEquals(LogRecord.MAX_FIELDS, record.count());
        assertEquals(7, record.dropped());
        assertEquals("f1023", record.name(1023));
    }
}
