package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.match.PayloadTest;

/// A base64_decode; base64_data adds tests to `inner`.
final class Base64Draft {
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
