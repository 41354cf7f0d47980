package dejfa.protocols.http.body;

import java.util.function.Consumer;

/// What one body's content codings may make of its bytes, all layers together.
public final class Budget {
    /// Output that is always allowed (Suricata's `compression-bomb-limit`).
    static final long FREE_BYTES = 1024 * 1024;
    /// Beyond it, output per byte of input. One layer of deflate reaches 1032 at most; more takes layers.
    static final long MAX_RATIO = 2048;

    private final Consumer<String> anomaly;
    private long wireBytes;
    private long outputBytes;
    private boolean exceeded;
    private boolean failed;

    public Budget(Consumer<String> anomaly) {
        this.anomaly = anomaly;
    }

    public void wire(int count) {
        wireBytes += count;
    }

    /// @return false when the body is a bomb and no layer may go on
    boolean allow(int produced) {
        outputBytes += produced;
        if (!exceeded && outputBytes > FREE_BYTES && outputBytes / MAX_RATIO > wireBytes) {
            exceeded = true;
            anomaly.accept("compression_bomb");
        }
        return !exceeded;
    }

    void failed() {
        failed("gzip_decompression_failed");
    }

    void failed(String name) {
        if (!failed) anomaly.accept(name);
        failed = true;
    }
}
