package dejfa.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.ingest.log.LogContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
    @TempDir
    Path folder;

    @Test
    void files_are_told_apart_by_content_and_folders_walked_in_order() throws IOException {
        byte[] capture = new byte[24];
        capture[0] = (byte) 0xA1;
        capture[1] = (byte) 0xB2;
        capture[2] = (byte) 0xC3;
        capture[3] = (byte) 0xD4;
        Path inner = Files.createDirectory(folder.resolve("b"));
        Path log = Files.writeString(folder.resolve("a.pcap"), "#Fields: date time cs-method c-ip\n");
        Path packets = Files.write(inner.resolve("x.log"), capture);
        Path text = Files.writeString(folder.resolve("c.txt"), "hello, this is neither of them\n");
        Path missing = folder.resolve("missing");
        List<Input> inputs = Inputs.classify(List.of(folder, missing), LogContent.NONE);
        assertEquals(
                List.of(log, packets, text, missing),
                inputs.stream().map(Input::path).toList());
        assertEquals(new Input.Log(log), inputs.get(0));
        assertEquals(new Input.Capture(packets), inputs.get(1));
        assertTrue(inputs.get(2) instanceof Input.Unknown(var path, var reason)
                && reason.startsWith(path + " is no capture")
                && reason.endsWith("no known log either"));
        assertTrue(inputs.get(3) instanceof Input.Unknown(var path, var reason)
                && reason.equals(path + " does not exist: check the path"));
    }
}
