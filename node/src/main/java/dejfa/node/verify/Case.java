package dejfa.node.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// One folder that holds a case, ready to be run and judged.
///
/// @param name path below the folder that was asked for, or the folder's own name
/// @param skip why it isn't run, or null; with it only the name counts
/// @param inputs captures and logs
/// @param rules as `--rules` takes them
/// @param vars what `--vars` gets as JSON; null where there is a file or nothing
/// @param varsFile or null
/// @param site null for the usual one
/// @param checks that are judged; empty in a case that only has `expected`
/// @param expected the events that must come, line by line, or null
/// @param exitCode what the suite's engine ends with; 0 where the case says nothing
/// @param notJudged kinds of checks that are not judged here, with their number
record Case(
        String name,
        Path folder,
        String skip,
        List<Path> inputs,
        List<String> rules,
        Map<String, Object> vars,
        Path varsFile,
        List<Path> indicators,
        String site,
        List<Check> checks,
        Path expected,
        int exitCode,
        Map<String, Integer> notJudged) {

    static Case skipped(String name, Path folder, String why, Map<String, Integer> notJudged) {
        return new Case(
                name, folder, why, List.of(), List.of(), null, null, List.of(), null, List.of(), null, 0, notJudged);
    }

    /// The name as a file name.
    String fileName() {
        return name.replace("/", "__");
    }

    /// What became of a case.
    ///
    /// @param good checks that hold
    /// @param note why it is skipped, or what else there is to say; may be empty
    record Verdict(Case of, Kind kind, int good, int total, List<Check.Failure> failures, String note) {
        /// Verdicts.
        enum Kind {
            PASS,
            FAIL,
            SKIP
        }

        static Verdict failed(Case of, String why) {
            Check.Failure failure = new Check.Failure(0, why, List.of());
            return new Verdict(of, Kind.FAIL, 0, of.checks().size(), List.of(failure), "");
        }
    }
}
