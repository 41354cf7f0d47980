package dejfa.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeaderParametersTest {
    private static String name(String header) {
        return Ascii.text(HeaderParameters.fileName(header.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void a_name_in_pieces_is_put_together_in_the_order_of_their_numbers() {
        assertEquals("evil.exe", name("attachment; filename*1=\".exe\"; filename*0=evil"));
        assertEquals("a b.zip", name("attachment; filename*0*=utf-8''a%20; filename*1=b.zip"));
    }

    @Test
    void a_name_in_one_piece_is_taken_as_it_stands() {
        assertEquals("a;b.txt", name("attachment; filename=\"a;b.txt\""));
        assertEquals("r\u00e9", name("attachment; filename=plain; filename*=iso-8859-1''r%e9"));
    }
}
