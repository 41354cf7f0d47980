package dejfa.node.reload;

import dejfa.api.Detector;
import dejfa.detect.suricata.RuleSet;
import dejfa.intel.Indicators;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What finds attacks, as one whole: either all of it is exchanged or nothing.
///
/// @param behaviourTexts each behaviour as written, by name
/// @param problems one sentence each, with file and line where there is one
/// @param files that all of this was read from: files and folders
public record Detection(
        RuleSet rules,
        List<Detector<?>> detectors,
        Map<String, String> behaviourTexts,
        Indicators indicators,
        List<String> problems,
        List<Path> files) {
    public Detection {
        detectors = List.copyOf(detectors);
        behaviourTexts = Map.copyOf(behaviourTexts);
        problems = List.copyOf(problems);
        files = List.copyOf(files);
    }

    /// The problems that `before` did not have. A line number alone makes no new one: lines move when others are
    /// edited.
    List<String> newProblems(Detection before) {
        Map<String, Integer> known = new HashMap<>();
        for (String problem : before.problems) known.merge(withoutLine(problem), 1, Integer::sum);
        List<String> fresh = new ArrayList<>();
        for (String problem : problems) {
            if (known.merge(withoutLine(problem), -1, Integer::sum) < 0) fresh.add(problem);
        }
        return fresh;
    }

    private static String withoutLine(String problem) {
        return problem.replaceFirst(":\\d+:", ":");
    }

    /// The same, with one problem more.
    public Detection with(String problem) {
        List<String> all = new ArrayList<>(problems);
        all.add(problem);
        return new Detection(rules, detectors, behaviourTexts, indicators, all, files);
    }

    /// Do the states of that detector mean what they meant in `before`? What was said of a host's indicators does
    /// whatever the indicators are now.
    public boolean goesOn(String detector, Detection before) {
        return meansTheSame(detector, before) || !behaviourTexts.containsKey(detector);
    }

    /// Does the behaviour of that name mean what it meant in `before`, so that its counts go on?
    private boolean meansTheSame(String behaviour, Detection before) {
        String text = behaviourTexts.get(behaviour);
        return text != null && text.equals(before.behaviourTexts.get(behaviour));
    }

    /// The detectors to run after `before`: one whose text is the same goes on as it is.
    public List<Detector<?>> after(Detection before) {
        Map<String, Detector<?>> known = new HashMap<>();
        for (Detector<?> one : before.detectors) known.put(one.name(), one);
        List<Detector<?>> all = new ArrayList<>();
        for (Detector<?> one : detectors) all.add(meansTheSame(one.name(), before) ? known.get(one.name()) : one);
        return all;
    }
}
