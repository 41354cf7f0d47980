package dejfa.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.api.Transactions;
import dejfa.testkit.Seeds;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtocolRecogniserTest {
    /// Says yes to everything and throws.
    private static final class Faulty implements FlowParserFactory {
        @Override
        public String protocol() {
            return "faulty";
        }

        @Override
        public boolean over(int ipProtocol) {
            return true;
        }

        @Override
        public List<Schema> schemas() {
            return List.of();
        }

        @Override
        public int[] usualPorts() {
            return new int[0];
        }

        @Override
        public Recognition recognise(Direction direction, MemorySegment bytes, long offset, int count, Flow flow) {
            return Recognition.YES;
        }

        @Override
        public FlowParser create(Flow flow, Slots context) {
            return new FlowParser() {
                @Override
                public void accept(Direction direction, MemorySegment bytes, long offset, int count, Transactions out) {
                    throw new IllegalStateException("planted");
                }

                @Override
                public void gap(Direction direction, int count, Transactions out) {}

                @Override
                public void end(Direction direction, Transactions out) {}
            };
        }
    }

    @Test
    void content_decides_and_not_the_port() {
        assertEquals("http", new Conversation(4444).client("GET / HTTP/1.1\r\n").run().appProtocol);
        assertEquals("ftp", new Conversation(4444).server("220 FTP\r\n").run().appProtocol);
        assertEquals("smtp", new Conversation(21).client("EHLO me\r\n").run().appProtocol);
        assertEquals("http", new Conversation(25).client("GET / HTTP/1.1\r\n").run().appProtocol);
    }

    @Test
    void either_side_alone_can_tell() {
        assertEquals(
                "http",
                new Conversation(80)
                        .client("\u0001\u0002\u0003junk")
                        .server("HTTP/1.1 400 x\r\n")
                        .run()
                        .appProtocol);
    }

    @Test
    void what_no_parser_knows_is_failed_once_both_sides_have_spoken() {
        Flow both = new Conversation(9999)
                .client("\u0001\u0002junk")
                .server("\u0007\u0008junk")
                .run();
        assertEquals(ProtocolRecogniser.FAILED, both.appProtocol);
        assertNull(new Conversation(9999).run().appProtocol);
    }

    @Test
    void a_parser_that_throws_costs_its_flow_only_and_is_counted() {
        ProtocolRecogniser recogniser = new ProtocolRecogniser(List.of(new Faulty()));
        Flow flow = new Conversation(1).client("a").client("b").run(recogniser, null, 0);
        assertEquals(ProtocolRecogniser.FAILED, flow.appProtocol);
        assertEquals(1, recogniser.parserFailures());
    }

    @Test
    void random_bytes_never_make_a_parser_throw() {
        ProtocolRecogniser recogniser = new ProtocolRecogniser();
        int[] ports = {80, 21, 25, 443, 22, 445, 53, 9999};
        Seeds.run(2_000, random -> {
            byte[] noise = new byte[random.nextInt(4000)];
            random.nextBytes(noise);
            new Conversation(ports[random.nextInt(ports.length)])
                    .client(noise)
                    .server(noise)
                    .client(noise)
                    .run(recogniser, random.nextBoolean() ? random : null, 0);
        });
        assertEquals(0, recogniser.parserFailures());
    }

    @Test
    void parsers_are_asked_in_an_order_that_no_class_path_changes() {
        List<String> asked = new ProtocolRecogniser().protocols();
        assertTrue(asked.containsAll(List.of("http", "ftp", "ftp-data", "smtp")), asked.toString());
        int weakest = Math.max(asked.indexOf("dns"), asked.indexOf("gh0st"));
        assertTrue(weakest < 0 || weakest > asked.indexOf("smtp"), asked.toString());
    }
}
