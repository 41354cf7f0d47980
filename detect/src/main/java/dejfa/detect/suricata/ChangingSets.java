package dejfa.detect.suricata;

import dejfa.detect.suricata.data.DataSet;
import dejfa.detect.suricata.data.DataSets;
import dejfa.detect.suricata.match.SetQuestion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Data sets that rules change, in the ordered stage: each question is answered after all that came before it in the
/// input.
final class ChangingSets {
    /// Members of one set at most, whatever its memcap.
    private static final int MAX_MEMBERS = 2_000_000;
    /// What rules may add to a set without a memcap: members are as long as the buffers that traffic fills.
    private static final long LEARNT_BYTES = 100L << 20;
    /// What a member costs beside its characters.
    private static final int ENTRY_BYTES = 64;

    /// One set as it stands.
    private static final class Members {
        final TreeSet<String> held = new TreeSet<>();
        long bytes;
        /// for a set without a memcap
        long limitBytes = Long.MAX_VALUE;
    }

    private final Map<String, DataSet> sets;
    private final Map<String, Members> changed = new TreeMap<>();

    ChangingSets(Map<String, DataSet> sets) {
        this.sets = sets;
        for (DataSet set : sets.values()) {
            if (!set.changes()) continue;
            Members members = new Members();
            for (String member : set.members().keySet()) add(set, members, member);
            members.limitBytes = members.bytes + LEARNT_BYTES;
            changed.put(set.name, members);
        }
    }

    /// Answers in order and changes what is to be changed, up to the first no.
    boolean hold(List<SetQuestion> questions) {
        for (SetQuestion question : questions) if (!holds(question)) return false;
        return true;
    }

    private boolean holds(SetQuestion question) {
        Members members = changed.get(question.set());
        if (members == null) return false;
        boolean there = members.held.contains(question.member());
        return switch (question.operation()) {
            case IS_SET -> there;
            case IS_NOT_SET -> !there;
            case SET -> !there && add(sets.get(question.set()), members, question.member());
            case UNSET -> there && remove(members, question.member());
        };
    }

    private static boolean add(DataSet set, Members members, String member) {
        long bytes = member.length() + ENTRY_BYTES;
        long limitBytes = set.memcapBytes() > 0 ? set.memcapBytes() : members.limitBytes;
        boolean full = members.held.size() >= MAX_MEMBERS || members.bytes + bytes > limitBytes;
        if (full || !members.held.add(member)) return false;
        members.bytes += bytes;
        return true;
    }

    private static boolean remove(Members members, String member) {
        members.bytes -= member.length() + ENTRY_BYTES;
        return members.held.remove(member);
    }

    /// What an older rule set had learnt stays, as far as the sets are the same.
    void adopt(ChangingSets before) {
        for (Map.Entry<String, Members> entry : changed.entrySet()) {
            Members old = before.changed.get(entry.getKey());
            if (old == null || before.sets.get(entry.getKey()).type != sets.get(entry.getKey()).type) continue;
            entry.setValue(old);
        }
    }

    /// Writes the sets that rules or configuration want saved.
    void save(Path folder) throws IOException {
        for (DataSet set : sets.values()) {
            if (set.saveTo() == null) continue;
            Path file = folder.resolve(set.saveTo()).normalize();
            if (!file.startsWith(folder.normalize())) continue;
            Members members = changed.get(set.name);
            StringBuilder text = new StringBuilder();
            for (String member : members == null ? new TreeSet<>(set.members().keySet()) : members.held) {
                text.append(DataSets.write(member, set.type)).append('\n');
            }
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, text, StandardCharsets.ISO_8859_1);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
