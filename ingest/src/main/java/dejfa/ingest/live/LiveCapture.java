package dejfa.ingest.live;

import dejfa.api.PacketSource;
import dejfa.ingest.capture.CaptureException;

/// Entry to this package.
public final class LiveCapture {
    private LiveCapture() {}

    public static PacketSource open(String interfaceName) throws CaptureException {
        return open(interfaceName, LiveSettings.DEFAULT);
    }

    /// The frames of that interface from now on. One thread polls and closes.
    ///
    /// @throws CaptureException where there is no such interface, no right to capture, or no Linux
    public static PacketSource open(String interfaceName, LiveSettings settings) throws CaptureException {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new CaptureException("capturing on an interface works on Linux only: give a capture file");
        }
        return new RingCapture(RingSocket.open(interfaceName, settings));
    }
}
