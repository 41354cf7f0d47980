package dejfa.protocols.mime;

/// Who wants to know what a message holds.
public interface MimeHandler {
    /// Takes the decoded bytes of one part.
    interface Sink {
        void write(byte[] bytes, int from, int lengthBytes);

        /// @param complete false where the message ended inside the part
        void end(boolean complete);
    }

    /// A header of the message itself (not of a part), unfolded.
    void header(String lowerCaseName, byte[] value);

    /// A part begins.
    ///
    /// @return where its bytes go, or null
    Sink part(MimePart part);

    /// @param name as the rule language's `app-layer-event:smtp.` spells it
    void anomaly(String name);
}
