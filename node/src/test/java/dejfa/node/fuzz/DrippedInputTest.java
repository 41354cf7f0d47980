package dejfa.node.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.Flow;
import dejfa.api.FlowParser;
import dejfa.api.FlowParserFactory;
import dejfa.api.Transaction;
import dejfa.api.Transactions;
import dejfa.testkit.Project;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Time stays linear where a sender drips: a message that starts as in a seed and never ends, a few bytes at a time.
/// A parser that looks again at all it holds whenever a byte comes needs minutes for what here may take seconds.
class DrippedInputTest {
    private static final int LONG_BYTES = 300_000;
    private static final int[] TAIL_BYTES = {1, 7, 60};
    /// Linear ones need some 20 ms; the machine may be busy.
    private static final long MOST_NS = 4_000_000_000L;

    @Test
    void a_message_that_never_ends_takes_linear_time() throws IOException {
        List<String> slow = new ArrayList<>();
        Path root = Project.root().resolve("node/src/test/resources/dejfa/node/fuzz");
        for (Path folder : children(root)) {
            String name = folder.getFileName().toString();
            if (!name.startsWith(ParserTarget.FOLDER)) continue;
            FlowParserFactory factory = ParserTarget.factory(name.substring(ParserTarget.FOLDER.length()));
            for (byte[] seed : seeds(folder)) {
                for (int tail : TAIL_BYTES) {
                    long start = System.nanoTime();
                    drip(factory, seed, tail);
                    long took = System.nanoTime() - start;
                    if (took > MOST_NS) slow.add(name + ", tail of " + tail + ": " + took / 1_000_000 + " ms");
                }
            }
        }
        assertTrue(slow.isEmpty(), slow.toString());
    }

    private static List<byte[]> seeds(Path folder) throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (Path file : children(folder)) all.add(Files.readAllBytes(file));
        return all;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /// The conversation as far as a chunk's end, for a few of its chunks; then the chunk's tail again and again.
    private static void drip(FlowParserFactory factory, byte[] seed, int tail) {
        List<int[]> chunks = chunks(seed);
        int step = Math.max(1, chunks.size() / 5);
        for (int last = 0; last < chunks.size(); last += step) {
            Flow flow = new Flow();
            flow.protocol = factory.over(6) ? 6 : 17;
            Transactions out = new Transactions(flow);
            flow.transactions = out;
            FlowParser parser = factory.create(flow, null);
            MemorySegment bytes = MemorySegment.ofArray(seed);
            for (int i = 0; i < last; i++) feed(parser, chunks.get(i), bytes, out);
            int[] chunk = chunks.get(last);
            int half = Math.max(1, chunk[2] / 2);
            feed(parser, new int[] {chunk[0], chunk[1], half}, bytes, out);
            int length = Math.min(tail, half);
            byte[] again = java.util.Arrays.copyOfRange(seed, chunk[1] + half - length, chunk[1] + half);
            MemorySegment more = MemorySegment.ofArray(again);
            for (int sent = 0; sent < LONG_BYTES; sent += 3) {
                int at = sent % length;
                feed(parser, new int[] {chunk[0], at, Math.min(3, length - at)}, more, out);
            }
        }
    }

    private static void feed(FlowParser parser, int[] chunk, MemorySegment bytes, Transactions out) {
        Direction direction = chunk[0] == 0 ? Direction.TO_SERVER : Direction.TO_CLIENT;
        parser.accept(direction, bytes, chunk[1], chunk[2], out);
        out.takeSuccessor();
        out.expectations().clear();
        out.live().removeIf(Transaction::isComplete);
    }

    private static List<int[]> chunks(byte[] seed) {
        List<int[]> chunks = new ArrayList<>();
        for (int at = 0; at + 2 < seed.length; ) {
            int length = Math.min(seed[at + 1] & 0xff, seed.length - at - 2);
            if (length > 0) chunks.add(new int[] {seed[at] & ParserTarget.TO_CLIENT, at + 2, length});
            at += 2 + length;
        }
        return chunks;
    }
}
