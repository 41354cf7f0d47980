package dejfa.detect.suricata.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is learnt while a rule is held against something: words for its alert, captured variables, and what it asks
/// of data sets that change while rules run. Reused by the matcher; a match keeps a copy.
public final class MatchNotes {
    /// Variables and questions kept of one match.
    private static final int MAX_NOTES = 64;

    /// for the alert's `context`
    public final Map<String, Object> context = new TreeMap<>();
    /// captures of pcre into variables of packet and flow, by name
    public final Map<String, String> packetVariables = new TreeMap<>();

    public final Map<String, String> flowVariables = new TreeMap<>();
    /// in the order of the rule
    public final List<SetQuestion> questions = new ArrayList<>(0);

    public void clear() {
        context.clear();
        packetVariables.clear();
        flowVariables.clear();
        questions.clear();
    }

    public boolean isEmpty() {
        return context.isEmpty() && packetVariables.isEmpty() && flowVariables.isEmpty() && questions.isEmpty();
    }

    public void ask(SetQuestion question) {
        if (questions.size() < MAX_NOTES) questions.add(question);
    }

    public void packetVariable(String name, String value) {
        if (packetVariables.size() < MAX_NOTES) packetVariables.put(name, value);
    }

    public void flowVariable(String name, String value) {
        if (flowVariables.size() < MAX_NOTES) flowVariables.put(name, value);
    }

    public void addAll(MatchNotes other) {
        context.putAll(other.context);
        packetVariables.putAll(other.packetVariables);
        flowVariables.putAll(other.flowVariables);
        for (SetQuestion question : other.questions) ask(question);
    }

    /// Forgets what was noted after that many questions: the list they were asked in did not hold.
    public void cut(int count) {
        while (questions.size() > count) questions.removeLast();
    }

    public MatchNotes copy() {
        MatchNotes copy = new MatchNotes();
        copy.addAll(this);
        return copy;
    }
}
