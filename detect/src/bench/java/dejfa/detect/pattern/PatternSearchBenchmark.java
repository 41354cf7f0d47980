package dejfa.detect.pattern;

import dejfa.detect.pattern.PatternSearch.Hits;
import dejfa.detect.pattern.PatternSearch.Literal;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One buffer searched for many words at once, by either engine. One word in it occurs.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class PatternSearchBenchmark {
    @Param({"vectorscan", "java"})
    String engine;

    @Param({"100", "5000"})
    int literals;

    @Param({"200", "1400"})
    int bufferBytes;

    private PatternSearch search;
    private MemorySegment buffer;
    private Hits hits;

    @Setup
    public void setUp() {
        Random random = new Random(1);
        List<Literal> set = new ArrayList<>();
        for (int i = 0; i < literals; i++) set.add(new Literal(i, letters(random, 5 + random.nextInt(8)), i % 2 == 0));
        search = engine.equals("java")
                ? new HashFilterSearch(set)
                : VectorscanSearch.compile(set, PatternCompiler.NOTHING_KEPT);
        if (search == null) throw new IllegalStateException("Vectorscan is not to be had here");
        byte[] bytes = letters(random, bufferBytes);
        byte[] word = set.get(literals / 2).bytes();
        System.arraycopy(word, 0, bytes, bufferBytes / 2, word.length);
        buffer = Arena.ofAuto().allocate(bufferBytes);
        buffer.copyFrom(MemorySegment.ofArray(bytes));
        hits = new Hits(literals);
    }

    private static byte[] letters(Random random, int count) {
        byte[] some = "etaoinshrdlu cmfwypvbgk.=&/:".getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) bytes[i] = some[random.nextInt(some.length)];
        return bytes;
    }

    @Benchmark
    public int scan() {
        hits.clear();
        search.scan(buffer, 0, bufferBytes, hits);
        return hits.count();
    }

    @TearDown
    public void tearDown() {
        search.close();
    }
}
