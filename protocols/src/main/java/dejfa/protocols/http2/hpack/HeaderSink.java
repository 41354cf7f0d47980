package dejfa.protocols.http2.hpack;

/// Takes what a header block says, in order.
public interface HeaderSink {
    /// @param name shared with the table: not to be changed
    void header(byte[] name, byte[] value);

    /// The sender changes the size of the dynamic table (RFC 7541 §6.3).
    void sizeUpdate(long sizeBytes);

    /// @param anomaly as `app-layer-event` names it
    void fault(String anomaly);
}
