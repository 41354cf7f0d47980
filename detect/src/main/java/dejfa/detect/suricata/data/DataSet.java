package dejfa.detect.suricata.data;

import java.util.Map;

/// One data set as loaded. Members are not changed while rules run: sets that rules change are kept by the ordered
/// stage, which starts from these members.
public final class DataSet {
    public final String name;
    public final DataSets.Type type;
    private final Map<String, Object> members;
    private final long memcapBytes;
    private String saveTo;
    private boolean changes;

    DataSet(String name, DataSets.Type type, Map<String, Object> members, long memcapBytes) {
        this.name = name;
        this.type = type;
        this.members = members;
        this.memcapBytes = memcapBytes;
    }

    /// What is known of a member (a score, a JSON object, or the empty text); null for no member.
    public Object member(String spelled) {
        return members.get(spelled);
    }

    /// Members with what is known of each.
    public Map<String, Object> members() {
        return members;
    }

    /// Bytes that members may take; 0 where there is no limit but the engine's own.
    public long memcapBytes() {
        return memcapBytes;
    }

    /// A rule adds to it or takes from it.
    public boolean changes() {
        return changes;
    }

    public void willChange() {
        changes = true;
    }

    /// The file under the data folder that takes its members at the end, or null.
    public String saveTo() {
        return saveTo;
    }

    void saveTo(String file) {
        if (saveTo == null) saveTo = file;
    }
}
