package dejfa.ingest.capture;

/// Files that people take for captures: what they are and what to do with them.
final class Strangers {
    private Strangers() {}

    /// The rest of a sentence that starts with the path.
    static String reason(Window window) {
        if (window.failure() != null) return "is packed and damaged (" + window.failure() + "): copy the file again";
        if (!window.has(4)) return "is too short to be a capture: capture again or give another file";
        window.bigEndian = true;
        long magic = window.u32(0);
        if (magic == 0x736E6F6F) return "is a snoop capture: convert it with editcap -F pcap";
        if (magic == 0x474D4255) return "is a Network Monitor capture: convert it with editcap -F pcap";
        if (magic == 0xFD377A58L) return "is packed with xz: unpack it first with xz -d";
        if (magic >>> 8 == 0x425A68) return "is packed with bzip2: unpack it first with bzip2 -d";
        if (magic == 0x04224D18) return "is packed with lz4: unpack it first with lz4 -d";
        if (magic == 0x504B0304) return "is a zip archive: unpack it first with unzip";
        boolean cutHeader = magic == 0xA1B2C3D4L
                || magic == 0xD4C3B2A1L
                || magic == 0xA1B23C4DL
                || magic == 0x4D3CB2A1L
                || magic == 0x0A0D0D0AL;
        if (cutHeader) return "is cut off within its header: copy the file again or capture again";
        return "is no capture (neither pcap nor pcapng): give a capture, or convert it with editcap -F pcap";
    }
}
