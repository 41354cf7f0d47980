package dejfa.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.ingest.capture.CaptureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VarsFileTest {
    @TempDir
    private Path folder;

    private VarsFile read(String json) throws IOException {
        return VarsFile.read(Files.writeString(folder.resolve("vars.json"), json));
    }

    @Test
    void groups_settings_and_folder_are_read_and_an_unknown_key_is_told() throws IOException {
        VarsFile vars = read("{\"address-groups\":{\"HOME_NET\":\"10.0.0.0/8\"},\"checksums\":\"none\","
                + "\"settings\":{\"stream.midstream\":true},\"dir\":\"/rules\",\"odd\":1}");
        assertEquals("10.0.0.0/8", vars.addressGroups().get("HOME_NET"));
        assertEquals("none", vars.checksums());
        assertEquals(true, vars.settings().get("stream.midstream"));
        assertEquals(Path.of("/rules"), vars.folder());
        assertEquals(1, vars.complaints().size());
    }

    @Test
    void a_file_that_holds_no_object_is_refused_in_a_sentence() {
        for (String json : new String[] {"null", "[]", "1", "\"a\"", "{", ""}) {
            assertThrows(CaptureException.class, () -> read(json), json);
        }
    }

    @Test
    void a_folder_that_is_no_path_is_told_and_the_files_own_is_used() throws IOException {
        VarsFile vars = read("{\"dir\":\"a\\u0000b\"}");
        assertEquals(folder, vars.folder());
        assertTrue(vars.complaints().getFirst().contains("dir"));
    }

    @Test
    void a_size_beyond_all_bounds_is_no_negative_one() {
        assertEquals(8 << 10, SuricataSettings.bytes("8kb"));
        assertTrue(SuricataSettings.bytes("999999999999gb") > 1L << 61);
    }
}
