package dejfa.node.bench;

import com.sun.management.ThreadMXBean;
import dejfa.api.log.RecordSource;
import dejfa.detect.sigma.SigmaEngine;
import dejfa.detect.sigma.SigmaHits;
import dejfa.detect.sigma.SigmaRules;
import dejfa.ingest.log.LogSettings;
import dejfa.ingest.log.Logs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;

/// One thread's run over records.
///
/// @param cpuSeconds of the thread
record SigmaRun(long records, long hits, double cpuSeconds, long allocatedBytes) {
    private static final LogSettings SETTINGS = new LogSettings("bench", "bench");

    /// Reads the logs in turn, and again from the first, until so many records have been read.
    ///
    /// @param matching whether records are held against the rules, or only read
    static SigmaRun over(List<Path> logs, SigmaRules rules, long records, boolean matching) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long read = 0;
        long hits = 0;
        SigmaHits found = new SigmaHits();
        long cpu = threads.getCurrentThreadCpuTime();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        try (SigmaEngine engine = rules.engine()) {
            while (read < records) {
                long before = read;
                for (Path log : logs) {
                    for (RecordSource source : Logs.openAll(log, SETTINGS, rules.fieldNames())) {
                        try (source) {
                            while (read < records && source.next()) {
                                read++;
                                if (!matching) continue;
                                engine.match(source.record(), found);
                                hits += found.count();
                            }
                        }
                    }
                }
                if (read == before) break;
            }
        }
        return new SigmaRun(
                read,
                hits,
                (threads.getCurrentThreadCpuTime() - cpu) / 1e9,
                threads.getCurrentThreadAllocatedBytes() - allocated);
    }
}
