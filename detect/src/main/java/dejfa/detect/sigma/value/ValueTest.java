package dejfa.detect.sigma.value;

import dejfa.api.HotPath;

/// A test of one value, UTF-8 (or whatever bytes a log holds in its place). Linear in the value's length.
public interface ValueTest {
    @HotPath
    boolean holds(byte[] bytes, int at, int length);
}
