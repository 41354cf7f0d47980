package dejfa.protocols.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Talk;
import dejfa.testkit.Seeds;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModbusTest {
    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static Talk talk() {
        return new Talk(new ModbusFactory(), 6, 502);
    }

    private static Slots request(Transaction transaction) {
        return (Slots) transaction.slots.get(ModbusFields.REQUEST);
    }

    @Test
    void a_response_joins_its_request_by_the_identifier() {
        Talk talk =
                talk().say(Direction.TO_SERVER, hex("0001 0000 0006 0a 03 0000 0002  0002 0000 0006 0a 01 0010 0008"));
        talk.say(Direction.TO_CLIENT, hex("0002 0000 0004 0a 01 01 ff  0001 0000 0007 0a 03 04 00010002"));
        assertEquals(2, talk.all.size());
        assertTrue(talk.all.stream().allMatch(Transaction::isComplete));
        assertEquals("RdHoldRegs", request(talk.all.getFirst()).text(ModbusMessageFields.FUNCTION_CODE));
        assertEquals("READ | HOLDING", request(talk.all.getFirst()).text(ModbusMessageFields.ACCESS_TYPE));
        Slots answer = (Slots) talk.all.getFirst().slots.get(ModbusFields.RESPONSE);
        assertEquals(4, answer.bytes(ModbusMessageFields.READ_DATA).length);
        assertEquals(List.of(), talk.all.getFirst().anomalies);
    }

    @Test
    void written_registers_and_coils_are_known_by_their_places() {
        Talk talk = talk().say(Direction.TO_SERVER, hex("0001 0000 000b 01 10 000e 0002 04 1234 5678"));
        assertEquals(List.of(0x1234L, 0x5678L), request(talk.all.getFirst()).list(ModbusMessageFields.WRITTEN));
        talk.say(Direction.TO_SERVER, hex("0002 0000 0008 01 0f 0000 0003 01 05"));
        assertEquals(List.of(1L, 0L, 1L), request(talk.all.get(1)).list(ModbusMessageFields.WRITTEN));
    }

    @Test
    void an_answer_to_nothing_is_unsolicited_and_a_short_one_does_not_match() {
        Talk talk = talk().say(Direction.TO_CLIENT, hex("0009 0000 0004 0a 01 01 ff"));
        assertEquals(List.of("unsolicited_response"), talk.all.getFirst().anomalies);
        talk.say(Direction.TO_SERVER, hex("0001 0000 0006 0a 03 0000 0002"));
        talk.say(Direction.TO_CLIENT, hex("0001 0000 0005 0a 03 02 0001"));
        assertEquals(List.of("value_mismatch"), talk.all.get(1).anomalies);
    }

    @Test
    void what_the_specification_forbids_is_told() {
        assertEquals(List.of("invalid_value"), anomalies("0001 0000 0006 0a 03 0000 007e"));
        assertEquals(List.of("invalid_length"), anomalies("0001 0000 0005 0a 03 0000 00"));
        assertEquals(List.of("invalid_protocol_id"), anomalies("0001 0007 0006 0a 03 0000 0001"));
        assertEquals(List.of("invalid_function_code"), anomalies("0001 0000 0002 0a 80"));
        assertEquals(List.of("invalid_unit_identifier"), anomalies("0001 0000 0006 f9 03 0000 0001"));
        assertEquals(List.of("invalid_value"), anomalies("0001 0000 0006 0a 05 0000 1234"));
        assertEquals(List.of("invalid_length"), anomalies("0001 0000 0001 0a"));
    }

    private static List<String> anomalies(String message) {
        return talk().say(Direction.TO_SERVER, hex(message)).all.getFirst().anomalies;
    }

    @Test
    void an_exception_names_its_code() {
        Talk talk = talk().say(Direction.TO_SERVER, hex("0001 0000 0006 0a 03 0000 0002"));
        talk.say(Direction.TO_CLIENT, hex("0001 0000 0003 0a 83 02"));
        Slots answer = (Slots) talk.all.getFirst().slots.get(ModbusFields.RESPONSE);
        assertEquals("IllegalDataAddr", answer.text(ModbusMessageFields.EXCEPTION_CODE));
        assertEquals(131L, answer.get(ModbusMessageFields.FUNCTION_RAW));
    }

    @Test
    void after_a_gap_reading_goes_on_at_the_next_header() {
        Talk talk = talk().say(Direction.TO_SERVER, hex("0001 0000 0006 0a 03"));
        talk.gap(Direction.TO_SERVER, 40).say(Direction.TO_SERVER, hex("0002 0000 0006 0a 04 0000 0002"));
        assertEquals("RdInputRegs", request(talk.all.getFirst()).text(ModbusMessageFields.FUNCTION_CODE));
    }

    @Test
    void more_open_requests_than_the_limit_are_a_flood() {
        ModbusFactory factory = new ModbusFactory();
        factory.configure(java.util.Map.of("app-layer.protocols.modbus.request-flood", "3"));
        Talk talk = new Talk(factory, 6, 502);
        for (int i = 0; i < 5; i++) {
            talk.say(Direction.TO_SERVER, hex(String.format("%04x 0000 0006 0a 03 0000 0002", i)));
        }
        assertEquals(List.of(), talk.all.get(2).anomalies);
        assertEquals(List.of("flooded"), talk.all.get(3).anomalies);
    }

    @Test
    void any_cut_of_the_stream_yields_the_same_transactions() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 20; i++) {
            all.writeBytes(hex(String.format("%04x 0000 000b 01 10 000e 0002 04 1234 5678", i)));
            all.writeBytes(hex(String.format("%04x 0000 %04x 0a", 100 + i, 3000)));
            all.writeBytes(new byte[2999]);
        }
        byte[] bytes = all.toByteArray();
        List<String> whole = talk().say(Direction.TO_SERVER, bytes).end().lines();
        Seeds.run(50, random -> {
            Talk talk = talk();
            for (int at = 0; at < bytes.length; ) {
                int size = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 9 : 2500));
                talk.say(Direction.TO_SERVER, java.util.Arrays.copyOfRange(bytes, at, at + size));
                at += size;
            }
            assertEquals(whole, talk.end().lines());
        });
    }

    @Test
    void random_bytes_and_holes_never_throw() {
        Seeds.run(300, random -> {
            Talk talk = talk();
            for (int i = 0; i < 6; i++) {
                byte[] bytes = new byte[1 + random.nextInt(400)];
                random.nextBytes(bytes);
                if (random.nextBoolean() && bytes.length > 6) bytes[2] = bytes[3] = bytes[4] = 0;
                talk.say(random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT, bytes);
                if (random.nextInt(9) == 0) talk.gap(Direction.TO_SERVER, 1 + random.nextInt(100_000));
            }
            talk.end();
        });
    }

    @Test
    void it_is_recognised_by_its_header_and_elsewhere_by_a_read_or_write() {
        assertEquals(Recognition.YES, talk().recognise(Direction.TO_SERVER, hex("0001 0000 0002 0a 11")));
        assertEquals(Recognition.MORE, talk().recognise(Direction.TO_SERVER, hex("0001 0000 00")));
        assertEquals(Recognition.NO, talk().recognise(Direction.TO_SERVER, hex("0001 0100 0002 0a 11")));
        Talk elsewhere = new Talk(new ModbusFactory(), 6, 9000);
        assertEquals(Recognition.YES, elsewhere.recognise(Direction.TO_SERVER, hex("0001 0000 0006 0a 03 0000 0001")));
        assertEquals(Recognition.NO, elsewhere.recognise(Direction.TO_SERVER, hex("0001 0000 0002 0a 11")));
    }
}
