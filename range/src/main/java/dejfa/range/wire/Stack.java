package dejfa.range.wire;

/// How an operating system's TCP/IP looks on the wire (defaults of 2019).
public enum Stack {
    WINDOWS_10(128, 64240, 8, false),
    WINDOWS_SERVER(128, 8192, 8, false),
    LINUX(64, 29200, 7, true),
    /// printers, controllers, network gear: no options but the MSS
    SMALL(64, 8192, 0, false);

    /// IP time to live at the sender
    public final int ttl;

    final int synWindow;
    final int windowScale;
    final boolean timestamps;

    Stack(int ttl, int synWindow, int windowScale, boolean timestamps) {
        this.ttl = ttl;
        this.synWindow = synWindow;
        this.windowScale = windowScale;
        this.timestamps = timestamps;
    }

    /// Receive window once the connection stands, in bytes.
    int window() {
        return this == SMALL ? 8192 : this == LINUX ? 64128 : 131072;
    }
}
