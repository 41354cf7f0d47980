package dejfa.protocols.websocket;

import dejfa.api.Direction;
import dejfa.api.Slots;
import dejfa.protocols.Ascii;
import dejfa.protocols.GrowingBytes;
import dejfa.protocols.http.HttpFields;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// permessage-deflate (RFC 7692) of one direction: each message is a raw deflate stream without its last four bytes.
final class Compression {
    /// What a sender leaves out (RFC 7692 §7.2.1).
    private static final byte[] TAIL = {0, 0, -1, -1};

    private static final int CHUNK_BYTES = 8192;

    /// What the two ends agreed on.
    ///
    /// @param keepsClient the client's messages share one window
    /// @param keepsServer the server's do
    record Agreement(boolean keepsClient, boolean keepsServer) {
        boolean keeps(Direction direction) {
            return direction == Direction.TO_SERVER ? keepsClient : keepsServer;
        }
    }

    private final boolean keepsWindow;
    private Inflater inflater;

    Compression(boolean keepsWindow) {
        this.keepsWindow = keepsWindow;
    }

    /// Out of the response's Sec-WebSocket-Extensions.
    ///
    /// @param http HTTP's slots; null where the handshake was not seen
    static Agreement agreed(Slots http) {
        String extensions = "";
        if (http != null && http.schema() == HttpFields.SCHEMA) {
            for (Object line : http.list(HttpFields.RESPONSE_HEADER_LIST)) {
                String text = Ascii.text((byte[]) line).toLowerCase(Locale.ROOT);
                if (text.startsWith("sec-websocket-extensions:")) extensions = text;
            }
        }
        return new Agreement(
                !extensions.contains("client_no_context_takeover"), !extensions.contains("server_no_context_takeover"));
    }

    /// @param limitBytes of the message that are kept
    /// @return what could be inflated; the message as it is where that is nothing
    byte[] inflate(byte[] message, int limitBytes) {
        if (inflater == null) inflater = new Inflater(true);
        GrowingBytes out = new GrowingBytes(limitBytes);
        byte[] chunk = new byte[CHUNK_BYTES];
        boolean fine = feed(message, out, chunk) && feed(TAIL, out, chunk);
        if (!fine || !keepsWindow) close();
        return out.length() == 0 && !fine ? message : out.copy();
    }

    private boolean feed(byte[] input, GrowingBytes out, byte[] chunk) {
        inflater.setInput(input);
        try {
            while (!inflater.needsInput()) {
                int made = inflater.inflate(chunk);
                out.append(java.lang.foreign.MemorySegment.ofArray(chunk), 0, made);
                // A final block ends the stream, and whatever follows it in the message; past the limit none of it is
                // worth the time.
                if (inflater.finished() || inflater.needsDictionary() || out.dropped() > 0) return false;
                if (made == 0) break;
            }
            return true;
        } catch (DataFormatException e) {
            // The sender's fault, or bytes before were missed: what came out until here is kept.
            return false;
        }
    }

    void close() {
        if (inflater != null) inflater.end();
        inflater = null;
    }
}
