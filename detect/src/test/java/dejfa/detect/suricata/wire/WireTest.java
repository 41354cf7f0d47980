package dejfa.detect.suricata.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Address;
import dejfa.api.Field;
import dejfa.api.Packet;
import dejfa.api.Schema;
import dejfa.api.Slots;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.testkit.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {
    /// A request as the protocol's folder has it.
    private static Slots request(long function, String access, String category, long address, long... written) {
        String[] numbers = {
            "unit_id", "function", "function_raw", "subfunction",
            "read_address", "read_quantity", "write_address", "write_quantity"
        };
        List<Field> fields = new ArrayList<>();
        for (String name : numbers) fields.add(field(name, Field.Kind.NUMBER, fields.size()));
        fields.add(field("access_type", Field.Kind.TEXT, fields.size()));
        fields.add(field("category", Field.Kind.TEXT, fields.size()));
        fields.add(field("written", Field.Kind.NUMBER_LIST, fields.size()));
        Schema schema = new Schema("modbus_message", List.copyOf(fields));
        Slots slots = new Slots(schema)
                .set(schema.field("unit_id"), 10)
                .set(schema.field("function"), function)
                .set(schema.field("function_raw"), function)
                .set(schema.field("access_type"), access)
                .set(schema.field("category"), category);
        boolean reads = access.startsWith("READ");
        slots.set(schema.field(reads ? "read_address" : "write_address"), address);
        slots.set(schema.field(reads ? "read_quantity" : "write_quantity"), reads ? 6 : written.length);
        for (long value : written) slots.add(schema.field("written"), value);
        return slots;
    }

    private static Field field(String name, Field.Kind kind, int slot) {
        return new Field("modbus_message", name, kind, slot, null, 0, null, null, null, false);
    }

    @Test
    void modbus_addresses_count_from_one_and_values_go_by_address() {
        Slots write = request(16, "WRITE | HOLDING | MULTIPLE", "PUBLIC_ASSIGNED", 14, 0x1234, 0x5678);
        assertTrue(holds("access write holding, address 15, value 4660", write));
        assertTrue(holds("access write holding, address 16, value >22135", write));
        assertFalse(holds("access write holding, address 16, value 4660", write));
        assertFalse(holds("access write holding, address 17", write));
        assertFalse(holds("access read", write));
        Slots read = request(3, "READ | HOLDING", "PUBLIC_ASSIGNED", 3);
        assertTrue(holds("access read holding, address 8<>11", read));
        assertFalse(holds("access read holding, address >9", read));
        assertTrue(holds("access read holding, address >8", read));
    }

    @Test
    void modbus_asks_unit_function_and_category() {
        Slots read = request(3, "READ | HOLDING", "PUBLIC_ASSIGNED", 3);
        assertTrue(holds("unit 10, function 3", read));
        assertFalse(holds("unit >10, function 3", read));
        assertFalse(holds("function 4", read));
        assertTrue(holds("function !reserved", read));
        assertTrue(holds("function public", read));
        assertFalse(holds("function !assigned", read));
        assertThrows(BadRule.class, () -> ModbusTest.parse("access write discretes"));
        assertThrows(BadRule.class, () -> ModbusTest.parse("functions 3"));
    }

    private static boolean holds(String rule, Slots request) {
        return ModbusTest.parse(rule).holds(request);
    }

    private static Packet sctp(String chunks) {
        byte[] bytes = HexFormat.of().parseHex(("0102 0304 d42b5a12 00000000" + chunks).replace(" ", ""));
        Packet packet = new Packet();
        packet.clear();
        packet.data = MemorySegment.ofArray(bytes);
        packet.protocol = 132;
        packet.ipOffset = 0;
        packet.ipTotalBytes = bytes.length;
        packet.transportOffset = 0;
        return packet;
    }

    @Test
    void sctp_chunks_are_walked_to_the_first_that_does_not_fit() {
        Packet packet = sctp("0b000004 00030012 00000001 0001 0002 00000000 4142 0000 03000010 00");
        assertEquals(2, SctpChunks.count(packet));
        assertEquals(0xd42b5a12L, SctpChunks.verificationTag(packet));
        assertTrue(SctpChunks.anyType(packet, type -> type == 11));
        assertFalse(SctpChunks.anyType(packet, type -> type == 3));
        assertEquals("AB", new String(SctpChunks.userData(packet).getFirst(), StandardCharsets.ISO_8859_1));
        assertEquals(0, SctpChunks.count(sctp("01000003")));
    }

    /// A database of one node: addresses that begin with a set bit are of country XY.
    private static byte[] database() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // one node of two 24-bit records: nothing, and the data at offset 0
        out.writeBytes(HexFormat.of().parseHex("000001" + "000011"));
        out.writeBytes(new byte[16]);
        out.writeBytes(map(1));
        text(out, "country");
        out.writeBytes(map(2));
        text(out, "names");
        out.writeBytes(map(1));
        text(out, "en");
        text(out, "Examplia");
        text(out, "iso_code");
        text(out, "XY");
        out.writeBytes("\u00ab\u00cd\u00efMaxMind.com".getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(map(3));
        text(out, "node_count");
        out.writeBytes(new byte[] {(byte) 0xc1, 1});
        text(out, "record_size");
        out.writeBytes(new byte[] {(byte) 0xa1, 24});
        text(out, "ip_version");
        out.writeBytes(new byte[] {(byte) 0xa1, 4});
        return out.toByteArray();
    }

    private static byte[] map(int entries) {
        return new byte[] {(byte) (0xe0 | entries)};
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.write(0x40 | text.length());
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_country_is_found_by_the_bits_of_the_address() throws IOException {
        CountryDatabase database = new CountryDatabase(database());
        assertEquals("XY", database.country(Address.parse("192.0.2.1")));
        assertNull(database.country(Address.parse("10.0.0.1")));
        assertNull(database.country(Address.parse("2001:db8::1")));
        Packet packet = new Packet();
        packet.clear();
        packet.ipVersion = 4;
        packet.sourceLow = Address.parse("192.0.2.1").low();
        packet.destinationLow = Address.parse("10.0.0.1").low();
        assertTrue(CountryTest.parse("src,XY,US", database).holds(packet));
        assertFalse(CountryTest.parse("both,XY", database).holds(packet));
        assertFalse(CountryTest.parse("dst,!XY", database).holds(packet));
        assertThrows(BadRule.class, () -> CountryTest.parse("src,Russia", database));
    }

    @Test
    void a_damaged_database_ends_in_no_country_or_a_plain_refusal() {
        byte[] whole = database();
        Seeds.run(2_000, random -> {
            byte[] changed = whole.clone();
            for (int i = 0; i < 4; i++) changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            try {
                new CountryDatabase(changed).country(new Address(random.nextLong(), random.nextLong()));
                new CountryDatabase(changed).country(Address.v4(random.nextInt()));
            } catch (IOException refused) {
                assertFalse(refused.getMessage().isEmpty());
            }
        });
    }

    @Test
    void a_port_command_for_another_host_is_a_bounce() {
        assertTrue(FtpBounce.holds(ftp("PORT 192,0,2,9,4,1\r\n")));
        assertFalse(FtpBounce.holds(ftp("PORT 10,0,0,1,4,1\r\n")));
        assertFalse(FtpBounce.holds(ftp("LIST 192,0,2,9,4,1\r\n")));
        assertFalse(FtpBounce.holds(ftp("PORT 1,,2,,,,,")));
    }

    private static Packet ftp(String text) {
        Packet packet = new Packet();
        packet.clear();
        packet.ipVersion = 4;
        packet.protocol = 6;
        packet.sourceLow = Address.parse("10.0.0.1").low();
        packet.data = MemorySegment.ofArray(text.getBytes(StandardCharsets.ISO_8859_1));
        packet.payloadOffset = 0;
        packet.payloadBytes = text.length();
        return packet;
    }
}
