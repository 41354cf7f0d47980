package dejfa.protocols.rdp;

import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Ber;
import dejfa.protocols.wire.Cursor;
import java.nio.charset.StandardCharsets;

/// What a client tells of itself in its MCS connect-initial (MS-RDPBCGR §2.2.1.3).
final class RdpClient {
    private static final int CORE = 0xc001;
    private static final int NETWORK = 0xc003;
    private static final int MAX_BLOCKS = 32;
    /// §2.2.1.3.4
    private static final int MAX_CHANNELS = 31;

    private static final int VALID_CONNECTION_TYPE = 0x20;
    /// the H.221 key of the client's data (§2.2.1.3)
    private static final byte[] KEY = {'D', 'u', 'c', 'a'};

    private RdpClient() {}

    /// @param in from the second byte of its tag on
    static void read(Cursor in, Transaction out) {
        // Connect-Initial (T.125 §11.1): selectors, flag, three sets of parameters, user data
        Ber outer = Ber.readPart(in);
        if (outer == null) return;
        Cursor body = outer.content();
        for (int i = 0; i < 6; i++) if (Ber.readPart(body) == null) return;
        Ber user = Ber.readPart(body);
        if (user == null) return;
        Cursor data = user.content();
        if (!toKey(data)) return;
        int length = data.u8();
        if ((length & 0x80) != 0) length = (length & 0x7f) << 8 | data.u8();
        Cursor blocks = data.slice(Math.min(length, data.remaining()));
        for (int i = 0; i < MAX_BLOCKS && blocks.remaining() >= 4; i++) {
            int type = blocks.u16LE();
            int size = blocks.u16LE();
            if (size < 4) return;
            Cursor block = blocks.slice(Math.min(size - 4, blocks.remaining()));
            if (type == CORE) core(block, out);
            else if (type == NETWORK) channels(block, out);
        }
    }

    /// Moves behind the key; the conference's parameters before it are of fixed but undocumented length.
    private static boolean toKey(Cursor in) {
        byte[] all = in.array();
        for (int at = in.position(); at + KEY.length <= in.limit(); at++) {
            int i = 0;
            while (i < KEY.length && all[at + i] == KEY[i]) i++;
            if (i == KEY.length) {
                in.seek(at + KEY.length);
                return true;
            }
        }
        return false;
    }

    /// UTF-16 up to the first zero.
    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_16LE);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    private static void core(Cursor in, Transaction out) {
        Slots client = new Slots(RdpClientFields.SCHEMA);
        String version = RdpNames.VERSIONS.name(in.u32LE(), "unknown");
        int width = in.u16LE();
        int height = in.u16LE();
        int color = in.u16LE();
        long layout = in.skip(2).u32LE();
        long build = in.u32LE();
        String name = text(in.bytes(32));
        if (!in.ok()) return;
        out.set(RdpFields.CLIENT, client);
        client.set(RdpClientFields.VERSION, version)
                .set(RdpClientFields.DESKTOP_WIDTH, width)
                .set(RdpClientFields.DESKTOP_HEIGHT, height)
                .set(RdpClientFields.KEYBOARD_LAYOUT, RdpNames.LAYOUTS.name(layout & 0xffff, "unknown"))
                .set(RdpClientFields.BUILD, RdpNames.build(build));
        if (!name.isEmpty()) client.set(RdpClientFields.CLIENT_NAME, name);
        color(client, color);
        keyboard(in, client);
        optional(in, client);
    }

    private static void color(Slots client, int code) {
        String bits = RdpNames.COLORS.name(code);
        if (bits != null) client.set(RdpClientFields.COLOR_DEPTH, Long.parseLong(bits));
    }

    private static void keyboard(Cursor in, Slots client) {
        String type = RdpNames.KEYBOARDS.name(in.u32LE());
        long subtype = in.u32LE();
        long functionKeys = in.u32LE();
        if (!in.ok()) return;
        if (type != null) client.set(RdpClientFields.KEYBOARD_TYPE, type);
        if (subtype != 0) client.set(RdpClientFields.KEYBOARD_SUBTYPE, subtype);
        if (functionKeys != 0) client.set(RdpClientFields.FUNCTION_KEYS, functionKeys);
        String ime = text(in.bytes(64));
        if (!ime.isEmpty()) client.set(RdpClientFields.IME, ime);
    }

    /// Each of these may be the last; the first depth of colour gives way to the later ones.
    private static void optional(Cursor in, Slots client) {
        if (in.remaining() < 2) return;
        color(client, in.u16LE());
        if (in.remaining() < 2) return;
        client.set(RdpClientFields.PRODUCT_ID, in.u16LE());
        if (in.remaining() < 4) return;
        long serial = in.u32LE();
        if (serial != 0) client.set(RdpClientFields.SERIAL_NUMBER, serial);
        if (in.remaining() < 2) return;
        int depth = in.u16LE();
        if (depth == 4 || depth == 8 || depth == 15 || depth == 16 || depth == 24) {
            client.set(RdpClientFields.COLOR_DEPTH, depth);
        }
        if (in.remaining() < 4) return;
        int flags = in.skip(2).u16LE();
        for (String bit : RdpNames.bits(RdpNames.CAPABILITIES, flags)) client.add(RdpClientFields.CAPABILITIES, bit);
        if (in.remaining() < 64) return;
        String id = text(in.bytes(64));
        if (!id.isEmpty()) client.set(RdpClientFields.ID, id);
        if (in.remaining() < 2) return;
        String connection = RdpNames.CONNECTIONS.name(in.u8());
        if (connection != null && (flags & VALID_CONNECTION_TYPE) != 0) {
            client.set(RdpClientFields.CONNECTION_HINT, connection);
        }
        in.skip(1).skip(4);
        screen(in, client);
    }

    private static void screen(Cursor in, Slots client) {
        if (in.remaining() < 8) return;
        client.set(RdpClientFields.PHYSICAL_WIDTH, in.u32LE()).set(RdpClientFields.PHYSICAL_HEIGHT, in.u32LE());
        if (in.remaining() < 2) return;
        client.set(RdpClientFields.DESKTOP_ORIENTATION, in.u16LE());
        if (in.remaining() < 8) return;
        client.set(RdpClientFields.SCALE_FACTOR, in.u32LE()).set(RdpClientFields.DEVICE_SCALE_FACTOR, in.u32LE());
    }

    private static void channels(Cursor in, Transaction out) {
        long count = Math.min(in.u32LE(), MAX_CHANNELS);
        for (long i = 0; i < count && in.remaining() >= 12; i++) {
            byte[] name = in.bytes(8);
            in.skip(4);
            int end = 0;
            while (end < name.length && name[end] != 0) end++;
            out.add(RdpFields.CHANNELS, java.util.Arrays.copyOf(name, end));
        }
    }
}
