package dejfa.ingest.log.audit;

import dejfa.api.Address;

/// A `sockaddr` as audit writes it, in hexadecimal: family (2 is IPv4, 10 is IPv6, little endian), port, address.
record SocketAddress(Address address, int port) {
    /// @return null where it is of another family
    static SocketAddress of(String hex) {
        if (hex == null || hex.length() < 16 || hex.length() > 512) return null;
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = Character.digit(hex.charAt(2 * i), 16);
            int low = Character.digit(hex.charAt(2 * i + 1), 16);
            if (high < 0 || low < 0) return null;
            bytes[i] = (byte) (high << 4 | low);
        }
        int family = bytes[0] & 255 | (bytes[1] & 255) << 8;
        int port = (bytes[2] & 255) << 8 | bytes[3] & 255;
        if (family == 2) return new SocketAddress(Address.of(java.util.Arrays.copyOfRange(bytes, 4, 8)), port);
        if (family == 10 && bytes.length >= 24) {
            return new SocketAddress(Address.of(java.util.Arrays.copyOfRange(bytes, 8, 24)), port);
        }
        return null;
    }
}
