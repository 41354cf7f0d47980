package dejfa.node.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dejfa.testkit.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StageTest {
    @Test
    void every_class_of_the_route_has_a_stage_but_those_of_the_vocabulary() throws IOException {
        List<String> without = new ArrayList<>();
        for (String module : List.of("ingest", "decode", "protocols", "detect", "correlate", "node")) {
            Path root = Project.root().resolve(module).resolve("src/main/java");
            try (Stream<Path> all = Files.walk(root)) {
                for (Path file :
                        all.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String name =
                            root.relativize(file).toString().replace('/', '.').replace(".java", "");
                    if (Stage.ofClass(name) == null) without.add(name);
                }
            }
        }
        assertEquals(List.of(), without);
        assertNotNull(Stage.ofClass("dejfa.api.EveJson"));
        assertEquals(null, Stage.ofClass("dejfa.api.Slots"), "the caller decides");
        assertEquals(null, Stage.ofClass("java.util.HashMap"));
    }

    @Test
    void what_is_more_special_counts_before_its_package() {
        assertEquals(Stage.FLOW, Stage.ofClass("dejfa.decode.flow.FlowTable"));
        assertEquals(Stage.REASSEMBLY, Stage.ofClass("dejfa.decode.tcp.TcpReassembler"));
        assertEquals(Stage.DECODE, Stage.ofClass("dejfa.decode.packet.PacketDecoder"));
        assertEquals(Stage.SEARCH, Stage.ofClass("dejfa.detect.pattern.VectorscanSearch"));
        assertEquals(Stage.RULES, Stage.ofClass("dejfa.detect.pattern.PcreExpression"));
        assertEquals(Stage.OUTPUT, Stage.ofClass("dejfa.node.route.EventFactory"));
        assertEquals(Stage.ROUTE, Stage.ofClass("dejfa.node.route.PacketRoute"));
        assertEquals(Stage.COMPILATION, Stage.ofThread("C2 CompilerThre"));
        assertEquals(Stage.JVM, Stage.ofThread("Signal Dispatch"));
    }
}
