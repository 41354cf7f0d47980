package dejfa.protocols.sip;

import dejfa.api.Field;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.Ascii;
import java.util.Arrays;

/// Reads a session description (RFC 8866 §5): `x=value` lines, those of the session before those of each medium.
final class SdpReader {
    /// lines read of one description
    private static final int MAX_LINES = 1024;

    private final Transaction transaction;
    private final Slots session = new Slots(SdpFields.SCHEMA);
    private Slots medium;
    private Slots time;

    SdpReader(Transaction transaction) {
        this.transaction = transaction;
    }

    void read(byte[] text) {
        int at = 0;
        for (int i = 0; i < MAX_LINES && at < text.length; i++) {
            int end = Ascii.indexOf(text, '\n', at, text.length);
            int next = end < 0 ? text.length : end + 1;
            int stop = end < 0 ? text.length : end;
            if (stop > at && text[stop - 1] == '\r') stop--;
            if (stop - at >= 2 && text[at + 1] == '=') line(text[at], Arrays.copyOfRange(text, at + 2, stop));
            at = next;
        }
        transaction.set(SipFields.SDP, session);
    }

    private void line(int type, byte[] value) {
        switch (type) {
            case 'v' -> {
                if (value.length == 1 && value[0] >= '0' && value[0] <= '9') {
                    session.set(SdpFields.VERSION, value[0] - '0');
                }
            }
            case 'o' -> once(session, SdpFields.ORIGIN, value);
            case 's' -> once(session, SdpFields.SESSION_NAME, value);
            case 'u' -> once(session, SdpFields.URI, value);
            case 'e' -> once(session, SdpFields.EMAIL, value);
            case 'p' -> once(session, SdpFields.PHONE_NUMBER, value);
            case 'z' -> once(session, SdpFields.TIMEZONE, value);
            case 'i' -> either(SdpFields.SESSION_INFO, SdpMediaFields.MEDIA_INFO, value);
            case 'c' -> either(SdpFields.CONNECTION_DATA, SdpMediaFields.CONNECTION_DATA, value);
            case 'k' -> either(SdpFields.ENCRYPTION_KEY, SdpMediaFields.ENCRYPTION_KEY, value);
            case 'b' -> {
                transaction.add(SipFields.SDP_BANDWIDTHS, value);
                each(SdpFields.BANDWIDTHS, SdpMediaFields.BANDWIDTHS, value);
            }
            case 'a' -> {
                transaction.add(SipFields.SDP_ATTRIBUTES, value);
                each(SdpFields.ATTRIBUTES, SdpMediaFields.ATTRIBUTES, value);
            }
            case 't' -> {
                time = new Slots(SdpTimeFields.SCHEMA).set(SdpTimeFields.TIME, value);
                session.add(SdpFields.TIME_DESCRIPTIONS, time);
            }
            case 'r' -> {
                if (time != null) once(time, SdpTimeFields.REPEAT_TIME, value);
            }
            case 'm' -> {
                medium = new Slots(SdpMediaFields.SCHEMA).set(SdpMediaFields.MEDIA, value);
                session.add(SdpFields.MEDIA_DESCRIPTIONS, medium);
            }
            default -> {
                // RFC 8866 §5: unknown types are ignored
            }
        }
    }

    private static void once(Slots slots, Field field, byte[] value) {
        if (slots.get(field) == null) slots.set(field, value);
    }

    private void either(Field ofSession, Field ofMedium, byte[] value) {
        if (medium == null) once(session, ofSession, value);
        else once(medium, ofMedium, value);
    }

    private void each(Field ofSession, Field ofMedium, byte[] value) {
        if (medium == null) session.add(ofSession, value);
        else medium.add(ofMedium, value);
    }
}
