package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.keyword.field.Text;
import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.match.Quantity;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.BufferSource;
import dejfa.detect.suricata.rule.Clause;
import dejfa.detect.suricata.rule.CompiledRule;
import dejfa.detect.suricata.rule.Effect;
import dejfa.detect.suricata.rule.FlowTest;
import dejfa.detect.suricata.rule.HostBit;
import dejfa.detect.suricata.rule.PacketTest;
import dejfa.detect.suricata.rule.RuleText;
import dejfa.detect.suricata.rule.Threshold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A rule while its options are read.
final class RuleBuilder {
    final LoadContext context;
    final RuleText text;

    long gid = 1;
    long sid;
    long revision;
    String category = "";
    int severity = 3;
    boolean severityGiven;
    String target;

    FlowTest flow = FlowTest.ANY;
    final List<PacketTest> packetTests = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();
    final List<HostBit> hostBits = new ArrayList<>();
    final List<Threshold> thresholds = new ArrayList<>();
    final List<CompiledRule.Tag> tags = new ArrayList<>(0);
    final List<Clause> clauses = new ArrayList<>();
    String packetEvent;
    boolean noAlert;
    /// `alert` given: a pass rule speaks too
    boolean speaks;
    boolean storesFiles;
    /// a keyword looks at the packet itself, so that the stream won't do
    boolean needsPacket;
    /// protocol names that keywords imply; a rule for dcerpc buffers runs on smb too
    boolean protocolKeyword;
    /// number of app-layer-protocol keywords
    int protocolTests;
    final List<FlowKeywords.BitUse> bitUses = new ArrayList<>(0);

    final BufferDraft payload = new BufferDraft(null);
    final List<BufferDraft> drafts = new ArrayList<>();
    /// where tests go: `payload` or one of `drafts`
    BufferDraft current = payload;
    /// last content read, and where it stands
    ContentDraft lastContent;
    BufferDraft lastContentAt;
    /// last base64_decode, or null
    BufferDraft.Base64Draft base64;
    private final Map<String, Integer> variables = new HashMap<>();

    RuleBuilder(LoadContext context, RuleText text) {
        this.context = context;
        this.text = text;
    }

    /// Goes on with the buffer of that name: the one there is, or a new one where each value has its own tests.
    BufferDraft buffer(String name) {
        List<BufferSource> sources = context.buffers.sources(name);
        boolean several = sources.stream().anyMatch(BufferSource::hasSeveralValues);
        if (!several) {
            for (BufferDraft draft : drafts) {
                if (draft.name.equals(name) && draft.transforms.isEmpty()) return draft;
            }
        }
        BufferDraft draft = new BufferDraft(name);
        drafts.add(draft);
        return draft;
    }

    void content(ContentDraft content) {
        current.tests.add(content);
        lastContent = content;
        lastContentAt = current;
    }

    void test(PayloadTest test) {
        target(PayloadTest.isRelative(test)).tests.add(test);
    }

    /// A relative test without a sticky buffer goes where the content before it went.
    BufferDraft target(boolean relative) {
        boolean follows = relative && current == payload && lastContentAt != null;
        return follows ? lastContentAt : current;
    }

    ContentDraft contentBefore(String keyword) {
        if (lastContent == null) {
            throw new BadRule(keyword + " has no content before it", "put it after the content that it modifies");
        }
        return lastContent;
    }

    /// A legacy modifier: the content before it belongs to that buffer.
    void moveLastContent(String keyword, String buffer) {
        ContentDraft content = contentBefore(keyword);
        if (lastContentAt.name != null && lastContentAt.name.equals(buffer)) return;
        if (lastContentAt != payload) {
            throw new BadRule(
                    keyword + " modifies a content that is in " + lastContentAt.name, "use sticky buffers only");
        }
        BufferDraft target = buffer(buffer);
        lastContentAt.tests.remove(content);
        target.tests.add(content);
        lastContentAt = target;
    }

    /// A number, or the name of a byte_extract or byte_math result.
    Quantity quantity(String text, String keyword) {
        Integer variable = variables.get(text.strip());
        return variable != null ? new Quantity(0, variable) : Quantity.of(Text.number(text, keyword));
    }

    int variable(String name) {
        if (name.isEmpty()) throw new BadRule("a result without a name", "name it");
        return variables.computeIfAbsent(name, key -> variables.size());
    }

    int variableCount() {
        return variables.size();
    }
}
