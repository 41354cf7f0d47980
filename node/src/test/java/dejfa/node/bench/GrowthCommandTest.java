package dejfa.node.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.node.Command;
import dejfa.node.ExitCode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GrowthCommandTest {
    @TempDir
    Path scratch;

    @Test
    void each_point_is_a_run_and_what_does_not_fit_is_named() throws Exception {
        Command ran = Command.run(
                "bench", "growth", "--out", scratch.toString(), "--flow-counts", "50", "--packet-counts", "1000");
        assertEquals(ExitCode.FINE, ran.code(), ran.err());
        JsonNode told = JsonMapper.shared().readTree(Files.readString(scratch.resolve("growth.json")));
        assertEquals("[]", told.get("missing").toString());
        assertEquals(2, told.get("points").size());
        JsonNode flows = told.get("points").get(0);
        assertEquals(50, flows.get("flows").asInt());
        assertTrue(flows.get("cpu_seconds").asDouble() > 0 && flows.has("steady_ns_per_packet"), flows.toString());
        elements(Files.readString(scratch.resolve("growth.svg")), "svg");
    }

    @Test
    void the_picture_has_a_mark_for_each_point() throws Exception {
        List<Map<String, Object>> points = new ArrayList<>();
        for (int rules : new int[] {0, 100, 1000}) {
            points.add(new LinkedHashMap<>(
                    Map.of("axis", "rules", "rules", rules, "packets", 1000L, "cpu_seconds", 1.0 + rules)));
        }
        String svg = GrowthCharts.svg(points);
        assertEquals(1, elements(svg, "svg"));
        assertEquals(2 + 2, elements(svg, "circle"), "two with rules, and the line without, from end to end");
        assertTrue(svg.contains(">1,000<"), svg);
    }

    private static int elements(String svg, String name) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName(name)
                .getLength();
    }

    @Test
    void impossible_sizes_are_one_sentence() {
        Command ran = Command.run("bench", "growth", "--out", scratch.toString(), "--flow-counts", "0");
        assertEquals(ExitCode.USAGE, ran.code());
        assertTrue(ran.err().contains("--flow-counts"), ran.err());
    }
}
