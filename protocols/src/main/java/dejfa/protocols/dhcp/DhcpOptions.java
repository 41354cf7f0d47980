package dejfa.protocols.dhcp;

import dejfa.api.Field;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Cursor;
import dejfa.protocols.wire.Hex;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Options of one message (RFC 2132).
final class DhcpOptions {
    private static final int PAD = 0;
    private static final int END = 255;
    private static final String[] TYPES = {
        "unknown", "discover", "offer", "request", "decline", "ack", "nak", "release", "inform"
    };
    /// Requested parameters as EVE names them; others are not shown.
    private static final Map<Integer, String> PARAMETERS = Map.of(
            1, "subnet_mask",
            3, "router",
            6, "dns_server",
            15, "domain",
            35, "arp_timeout",
            42, "ntp_server",
            66, "tftp_server_name",
            150, "tftp_server_ip");

    private final Transaction message;

    DhcpOptions(Transaction message) {
        this.message = message;
    }

    void read(Cursor in) {
        while (in.remaining() > 0) {
            int code = in.u8();
            if (code == END) return;
            if (code == PAD) continue;
            Cursor value = in.slice(in.u8());
            if (!in.ok()) break;
            option(code, value);
            if (!value.ok() || value.remaining() > 0) message.anomaly("malformed_options");
        }
        // no end, or beyond the datagram's
        message.anomaly("truncated_options");
    }

    private void option(int code, Cursor value) {
        switch (code) {
            case 1 -> address(DhcpFields.SUBNET_MASK, value);
            case 3 -> addresses(DhcpFields.ROUTERS, value);
            case 6 -> addresses(DhcpFields.DNS_SERVERS, value);
            case 12 -> message.set(DhcpFields.HOSTNAME, text(value.rest()));
            case 50 -> address(DhcpFields.REQUESTED_IP, value);
            case 51 -> seconds(DhcpFields.LEASE_TIME, value);
            case 53 -> {
                int type = value.u8();
                message.set(DhcpFields.DHCP_TYPE, TYPES[type < TYPES.length ? type : 0]);
            }
            case 55 -> parameters(value);
            case 58 -> seconds(DhcpFields.RENEWAL_TIME, value);
            case 59 -> seconds(DhcpFields.REBINDING_TIME, value);
            case 60 -> message.set(DhcpFields.VENDOR_CLASS_IDENTIFIER, text(value.rest()));
            case 61 ->
                message.set(DhcpFields.CLIENT_ID, Hex.colons(value.skip(1).rest()));
            default -> value.rest();
        }
    }

    private void seconds(Field field, Cursor value) {
        long seconds = value.u32();
        if (value.ok()) message.set(field, seconds);
    }

    private void address(Field field, Cursor value) {
        String address = DhcpParser.address(value);
        if (value.ok()) message.set(field, address);
    }

    private void addresses(Field field, Cursor value) {
        List<String> all = new ArrayList<>(2);
        while (value.remaining() >= 4) all.add(DhcpParser.address(value));
        if (!all.isEmpty()) message.set(field, all);
    }

    private void parameters(Cursor value) {
        List<String> named = new ArrayList<>();
        while (value.remaining() > 0) {
            String name = PARAMETERS.get(value.u8());
            if (name != null) named.add(name);
        }
        if (!named.isEmpty()) message.set(DhcpFields.PARAMS, named);
    }

    /// Names are text to their last byte; some clients send a closing zero along, which is kept.
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            // Not UTF-8: every byte as the character of its number.
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
