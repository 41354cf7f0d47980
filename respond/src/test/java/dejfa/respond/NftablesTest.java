package dejfa.respond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dejfa.api.Address;
import dejfa.api.Block;
import dejfa.api.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The batch that a person would load, before the real `nft`, in a network namespace of its own.
class NftablesTest {
    private static final long HOUR_NS = 3_600_000_000_000L;

    @TempDir
    Path scratch;

    private static ApprovedBlock approved(Block.Subject subject, long lengthNs) {
        Block block = new Block("1", subject, Block.State.PROPOSED, "because", "i", 1, "test", 0, lengthNs, null);
        return new Guard(new Protected(List.of(), List.of()), 10).approve(block).orElseThrow();
    }

    private static String batch() {
        Address host = Address.parse("10.0.0.5");
        return new NftablesEnforcer()
                .preview(List.of(
                        approved(new Block.Subject.OfAddress(Address.parse("203.0.113.7")), 72 * HOUR_NS),
                        approved(new Block.Subject.OfAddress(Address.parse("2001:db8::7")), HOUR_NS),
                        approved(
                                new Block.Subject.OfFlow(new Host("local", host), Address.parse("203.0.113.8"), 6, 443),
                                24 * HOUR_NS),
                        approved(
                                new Block.Subject.OfFlow(
                                        new Host("local", Address.parse("2001:db8::5")),
                                        Address.parse("2001:db8:1::8"),
                                        17,
                                        53),
                                1)));
    }

    /// Runs nft in an empty network namespace, so that nothing of this machine is touched.
    private String nft(String commands) throws IOException, InterruptedException {
        Path script = scratch.resolve("script");
        Files.writeString(script, commands);
        Process process;
        try {
            process = new ProcessBuilder("unshare", "-n", "sh", script.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return "SKIP " + e.getMessage();
        }
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        int code = process.waitFor();
        return code == 0 ? said : "FAILED " + said;
    }

    private void assumeNft() throws IOException, InterruptedException {
        String said = nft("nft list ruleset\n");
        boolean there = !said.startsWith("SKIP") && !said.startsWith("FAILED");
        if (!there) System.err.println("SKIPPED: nft can't run in a network namespace here: " + said.strip());
        assumeTrue(there, said);
    }

    @Test
    void nft_accepts_the_batch_and_a_second_time_too() throws Exception {
        assumeNft();
        Path file = Files.writeString(scratch.resolve("batch"), batch());
        assertEquals("", nft("set -e\nnft -c -f " + file + "\nnft -f " + file + "\nnft -f " + file + "\n"));
    }

    @Test
    void what_is_loaded_times_out_by_itself_and_drops() throws Exception {
        assumeNft();
        Path file = Files.writeString(scratch.resolve("batch"), batch());
        String loaded = nft("set -e\nnft -f " + file + "\nnft list table inet dejfa\n");
        assertTrue(loaded.matches("(?s).*203\\.0\\.113\\.7 [^,}]*timeout 3d[^,}]*expires.*"), loaded);
        assertTrue(loaded.matches("(?s).*2001:db8::7 [^,}]*timeout 1h[^,}]*expires.*"), loaded);
        assertTrue(
                loaded.matches("(?s).*10\\.0\\.0\\.5 \\. 203\\.0\\.113\\.8 \\. tcp \\. 443 [^,}]*timeout 1d.*"),
                loaded);
        assertTrue(loaded.contains("@blocked4 drop") && loaded.contains("@cut6 drop"), loaded);
    }

    @Test
    void the_undo_lines_take_every_block_back() throws Exception {
        String batch = batch();
        String undo = batch.lines()
                .filter(line -> line.startsWith("# undo: "))
                .map(line -> line.substring("# undo: ".length()))
                .collect(Collectors.joining("\n", "", "\n"));
        assertEquals(4, undo.lines().count(), batch);
        assumeNft();
        Path file = Files.writeString(scratch.resolve("batch"), batch);
        Path back = Files.writeString(scratch.resolve("undo"), undo);
        String left = nft("set -e\nnft -f " + file + "\nnft -f " + back + "\nnft list table inet dejfa\n");
        assertFalse(left.startsWith("FAILED"), left);
        assertFalse(left.contains("elements"), left);
    }

    @Test
    void no_block_lasts_for_ever() {
        batch().lines().filter(line -> line.startsWith("add element")).forEach(line -> {
            long elements = line.chars().filter(c -> c == ',').count() + 1;
            assertEquals(elements, line.split(" timeout ", -1).length - 1, line);
        });
    }
}
