package dejfa.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressTest {
    @Test
    void any_address_is_read_back_as_it_is_spelled() {
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            Address v4 = Address.v4(random.nextInt() >>> random.nextInt(32));
            assertEquals(v4, Address.parse(v4.toString()));
            assertEquals(v4, Address.parse(" ::ffff:" + v4 + " "));
        }
        Address v6 = new Address(0x20010db800000000L, 0xffL);
        assertEquals(v6, Address.parse(v6.toString()));
        assertEquals(v6, Address.parse("2001:db8::ff"));
    }

    @Test
    void what_is_no_address_is_refused() {
        for (String text : new String[] {
            "",
            " ",
            "1",
            "1.2.3",
            "1.2.3.",
            "1.2.3.4.",
            "1.2.3.4.5",
            ".1.2.3.4",
            "1..2.3",
            "256.1.1.1",
            "1.2.3.999",
            "1.2.3.a",
            "a.b.c.d",
            "1.2.3.4/8",
            "name.example",
            "1:2",
            "-1.2.3.4"
        }) assertThrows(IllegalArgumentException.class, () -> Address.parse(text), text);
    }
}
