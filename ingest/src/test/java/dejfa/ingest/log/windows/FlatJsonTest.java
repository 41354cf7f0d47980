package dejfa.ingest.log.windows;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlatJsonTest {
    @Test
    void an_array_of_a_million_elements_costs_a_bounded_time() throws Exception {
        byte[] line = ("{\"a\":[" + "1,".repeat(500_000) + "1]}").getBytes(StandardCharsets.US_ASCII);
        assertTimeout(
                Duration.ofSeconds(5),
                () -> assertTrue(FlatJson.read(line, 0, line.length).get("a").length() < 1_100));
    }
}
