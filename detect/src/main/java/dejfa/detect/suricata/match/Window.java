package dejfa.detect.suricata.match;

/// Bytes to inspect: a whole buffer, or the part of a stream or body that is at hand. Reused by its owner.
public final class Window {
    public byte[] data = new byte[0];
    /// valid bytes of [#data]
    public int length;
    /// offset in the whole of the first byte
    public long start;
    /// nothing will follow
    public boolean complete = true;
    /// byte order of the message that the bytes are of, where it tells one (DCE/RPC)
    public boolean bigEndianSender;

    public static Window of(byte[] data) {
        Window window = new Window();
        return window.set(data, data.length);
    }

    public Window set(byte[] bytes, int lengthBytes) {
        data = bytes;
        length = lengthBytes;
        start = 0;
        complete = true;
        return this;
    }
}
