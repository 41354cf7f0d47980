package dejfa.ingest.capture;

import dejfa.api.HotPath;
import java.util.List;

/// One capture, frame by frame. After [#next] the fields describe the frame, which lies in the window until the next
/// call.
abstract sealed class FrameReader permits PcapReader, PcapngReader {
    /// Largest frame taken (libpcap's MAXIMUM_SNAPLEN); a longer one is a damaged or forged length.
    static final int MAX_FRAME_BYTES = 256 * 1024;

    /// 1 January 2200, in nanoseconds: later times come from damaged records and would run every timer out.
    private static final long LATEST_NS = 7_258_118_400L * 1_000_000_000L;

    final Window window;
    /// position of the frame in the window's memory
    long frameOffset;

    int frameBytes;
    int wireBytes;
    int linkType;
    long timeNs;
    /// frames delivered so far
    long frames;

    private long impossibleTimes;
    private String damage;

    FrameReader(Window window) {
        this.window = window;
    }

    /// Moves to the next frame.
    ///
    /// @return false at the end, also where the rest can't be read ([#complaints] tells why)
    @HotPath
    abstract boolean next();

    /// Takes the time of the frame, or keeps that of the frame before where it can't be true.
    @HotPath
    final void time(long ns) {
        if (ns >= 0 && ns <= LATEST_NS) timeNs = ns;
        else impossibleTimes++;
    }

    /// Notes why the rest can't be read; once.
    final boolean stop(String sentence) {
        if (damage == null) damage = sentence;
        return false;
    }

    /// The end was reached where something should follow.
    final boolean cut(String what) {
        return stop(
                window.failure() != null
                        ? "reading failed after " + frames + " packets: " + window.failure()
                                + "; copy or unpack the file again"
                        : "ends in the middle of " + what + " after " + frames
                                + " whole packets, which were read; copy the file again if it should be longer");
    }

    /// The end was reached between records; fine unless reading failed.
    final boolean finished() {
        return window.failure() != null ? cut("") : false;
    }

    void complaints(List<String> out) {
        if (damage != null) out.add(damage);
        if (impossibleTimes > 0) {
            out.add(impossibleTimes + " packets carry a time before 1970 or after 2199; they were given the time of"
                    + " the packet before; check the clock of the capturing machine");
        }
    }
}
