package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.match.PayloadTest;
import dejfa.detect.suricata.match.Transform;
import dejfa.detect.suricata.rule.Clause.Presence;
import java.util.ArrayList;
import java.util.List;

/// Tests on one buffer (or, without a name, on the payload) while the rule is being read.
final class BufferDraft {
    /// null for the payload
    final String name;
    final List<Transform> transforms = new ArrayList<>(0);
    /// [PayloadTest]s, and [ContentDraft]s and [Base64Draft]s where more may still come
    final List<Object> tests = new ArrayList<>();
    Presence presence = Presence.REQUIRED;

    BufferDraft(String name) {
        this.name = name;
    }

    List<PayloadTest> build() {
        List<PayloadTest> out = new ArrayList<>(tests.size());
        for (Object test : tests) {
            out.add(
                    switch (test) {
                        case ContentDraft content -> content.build();
                        case Base64Draft base64 -> base64.build();
                        default -> (PayloadTest) test;
                    });
        }
        return List.copyOf(out);
    }

    String key() {
        if (transforms.isEmpty()) return name;
        StringBuilder key = new StringBuilder(name);
        for (Transform transform : transforms) key.append('|').append(transform.name());
        return key.toString();
    }

    /// A base64_decode; base64_data adds tests to `inner`.
    static final class Base64Draft {
        final BufferDraft inner = new BufferDraft("base64_data");
        private final int bytes;
        private final int offset;
        private final boolean relative;

        Base64Draft(int bytes, int offset, boolean relative) {
            this.bytes = bytes;
            this.offset = offset;
            this.relative = relative;
        }

        PayloadTest build() {
            return new PayloadTest.Base64(bytes, offset, relative, inner.build());
        }
    }
}
