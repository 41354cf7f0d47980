package dejfa.protocols.http.body;

import dejfa.protocols.http.brotli.BrotliDecoder;
import java.lang.foreign.MemorySegment;

/// Undoes brotli. What is no brotli from its first block on is passed on as it is.
final class BrotliLayer implements ByteSink {
    private final ByteSink next;
    private final Budget budget;
    private BrotliDecoder decoder;
    private boolean pass;

    BrotliLayer(ByteSink next, Budget budget) {
        this.next = next;
        this.budget = budget;
        decoder = new BrotliDecoder(this::plain);
    }

    private boolean plain(byte[] bytes, int from, int lengthBytes) {
        if (!budget.allow(lengthBytes)) return false;
        next.write(bytes, from, lengthBytes);
        return true;
    }

    @Override
    public void write(MemorySegment bytes, long offset, int lengthBytes) {
        if (pass) next.write(bytes, offset, lengthBytes);
        if (decoder == null) return;
        decoder.feed(bytes, offset, lengthBytes);
        look();
    }

    private void look() {
        switch (decoder.state()) {
            case READING -> {
                return;
            }
            case MALFORMED -> {
                budget.failed("brotli_decompression_failed");
                byte[] everything = decoder.producedBytes() == 0 ? decoder.everything() : null;
                if (everything != null) {
                    pass = true;
                    next.write(everything, 0, everything.length);
                }
            }
            case WINDOW_TOO_LARGE -> budget.failed("brotli_window_too_large");
            case DONE, REFUSED -> {}
        }
        decoder = null;
    }

    @Override
    public void end() {
        if (decoder != null) {
            decoder.end();
            look();
        }
        decoder = null;
        next.end();
    }
}
