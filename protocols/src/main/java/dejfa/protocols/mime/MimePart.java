package dejfa.protocols.mime;

/// What the headers of a part say.
///
/// @param contentType lower case without parameters; `text/plain` where none is given (RFC 2045 §5.2)
/// @param disposition lower case without parameters, or null
/// @param name file name, encoded words decoded; or null
/// @param field name of the form field (RFC 7578), or null
/// @param depth 0 the message itself
public record MimePart(String contentType, String disposition, byte[] name, byte[] field, int depth) {
    /// It is a file, or nothing that a reader would be shown as text.
    public boolean isFile() {
        return name != null || "attachment".equals(disposition) || !contentType.startsWith("text/");
    }
}
