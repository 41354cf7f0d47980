package dejfa.protocols.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Frame;
import dejfa.api.Slots;
import dejfa.api.Transaction;
import dejfa.protocols.Ascii;
import dejfa.protocols.wire.Talk;
import java.util.List;
import org.junit.jupiter.api.Test;

class SipTest {
    private static final String DESCRIPTION =
            "v=0\r\no=alice 1 2 IN IP4 192.0.2.1\r\ns=call\r\ni=about\r\nu=https://sip.example/\r\ne=a@sip.example\r\n"
                    + "p=+1 555\r\nc=IN IP4 192.0.2.1\r\nb=AS:64\r\nt=3034423619 3042462419\r\nr=604800 3600 0\r\n"
                    + "z=2882844526 -1h\r\nk=prompt\r\na=recvonly\r\nm=audio 30000 RTP/AVP 0\r\ni=voice\r\n"
                    + "c=IN IP4 192.0.2.9\r\nk=clear:x\r\na=sendrecv\r\n";
    private static final String INVITE = "INVITE sip:bob@sip.example SIP/2.0\r\n"
            + "Via: SIP/2.0/TCP a.example\r\nv: SIP/2.0/TCP b.example\r\nf: <sip:alice@sip.example>\r\n"
            + "To: <sip:bob@sip.example>\r\nSubject: two\r\n lines\r\nUser-Agent: phone\r\nc: application/sdp\r\n"
            + "l: " + DESCRIPTION.length() + "\r\n\r\n";

    private static Talk tcp() {
        return new Talk(new SipFactory(), 6, 5060);
    }

    private static Talk udp(Direction direction, String message) {
        return new Talk(new SipFactory(), 17, 5060).say(direction, Ascii.bytes(message));
    }

    private static List<String> texts(Transaction transaction, dejfa.api.Field field) {
        return transaction.slots.list(field).stream()
                .map(value -> Ascii.text((byte[]) value))
                .toList();
    }

    @Test
    void short_header_names_stand_for_the_long_ones_and_all_of_a_name_are_kept() {
        Transaction invite = tcp().say(Direction.TO_SERVER, Ascii.bytes(INVITE + DESCRIPTION))
                .all
                .getFirst();
        assertEquals("INVITE", invite.slots.text(SipFields.METHOD));
        assertEquals("sip:bob@sip.example", invite.slots.text(SipFields.URI));
        assertEquals("INVITE sip:bob@sip.example SIP/2.0", invite.slots.text(SipFields.REQUEST_LINE));
        assertEquals(List.of("SIP/2.0/TCP a.example", "SIP/2.0/TCP b.example"), texts(invite, SipFields.VIA));
        assertEquals(List.of("<sip:alice@sip.example>"), texts(invite, SipFields.FROM));
        assertEquals(List.of("application/sdp"), texts(invite, SipFields.CONTENT_TYPE));
        assertEquals(Direction.TO_SERVER, invite.only);
        assertTrue(invite.isComplete());
    }

    @Test
    void a_description_is_read_line_by_line_and_keys_are_masked() {
        Transaction invite = tcp().say(Direction.TO_SERVER, Ascii.bytes(INVITE + DESCRIPTION))
                .all
                .getFirst();
        assertEquals(
                "{\"version\":0,\"origin\":\"alice 1 2 IN IP4 192.0.2.1\",\"session_name\":\"call\","
                        + "\"session_info\":\"about\",\"uri\":\"https://sip.example/\",\"email\":\"a@sip.example\","
                        + "\"phone_number\":\"+1 555\",\"connection_data\":\"IN IP4 192.0.2.1\",\"bandwidths\":[\"AS:64\"],"
                        + "\"time_descriptions\":[{\"time\":\"3034423619 3042462419\",\"repeat_time\":\"604800 3600 0\"}],"
                        + "\"timezone\":\"2882844526 -1h\",\"encryption_key\":\"***\",\"attributes\":[\"recvonly\"],"
                        + "\"media_descriptions\":[{\"media\":\"audio 30000 RTP/AVP 0\",\"media_info\":\"voice\","
                        + "\"connection_data\":\"IN IP4 192.0.2.9\",\"encryption_key\":\"***\","
                        + "\"attributes\":[\"sendrecv\"]}]}",
                EveJson.text((Slots) invite.slots.get(SipFields.SDP)));
        assertEquals(List.of("recvonly", "sendrecv"), texts(invite, SipFields.SDP_ATTRIBUTES));
    }

    @Test
    void frames_mark_line_headers_and_body_without_the_empty_line() {
        Talk talk = tcp().say(Direction.TO_SERVER, Ascii.bytes("\r\n\r\n" + INVITE + DESCRIPTION));
        List<String> frames = talk.out.frames().stream().map(SipTest::shown).toList();
        int line = INVITE.indexOf("\r\n") + 2;
        assertEquals(
                List.of(
                        "request.line 4 " + line,
                        "pdu 4 " + (INVITE.length() + DESCRIPTION.length()),
                        "request.headers " + (4 + line) + " " + (INVITE.length() - line - 2),
                        "request.body " + (4 + INVITE.length()) + " " + DESCRIPTION.length()),
                frames);
    }

    private static String shown(Frame frame) {
        return frame.type + " " + frame.start + " " + frame.length();
    }

    @Test
    void messages_on_one_stream_are_told_apart_by_their_length() {
        String ok = "SIP/2.0 200 All is well\r\nContent-Length: 3\r\n\r\nabc";
        Talk talk = tcp().say(Direction.TO_CLIENT, Ascii.bytes(ok + "SIP/2.0 486 Busy Here\r\n\r\n"));
        assertEquals(2, talk.all.size());
        assertEquals("200", talk.all.get(0).slots.text(SipFields.CODE));
        assertEquals("All is well", talk.all.get(0).slots.text(SipFields.REASON));
        assertEquals("SIP/2.0 486 Busy Here", talk.all.get(1).slots.text(SipFields.RESPONSE_LINE));
    }

    @Test
    void a_datagram_ends_the_body_where_no_length_is_told() {
        Talk talk = udp(Direction.TO_SERVER, "MESSAGE sip:a@b SIP/2.0\r\nc: application/sdp\r\n\r\nv=0\r\ns=-\r\n");
        Slots description = (Slots) talk.all.getFirst().slots.get(SipFields.SDP);
        assertEquals("-", description.text(SdpFields.SESSION_NAME));
    }

    @Test
    void what_is_no_message_of_its_direction_is_an_anomaly_and_no_event() {
        Talk talk = udp(Direction.TO_CLIENT, "REGISTER sip:sip.example SIP/2.0\r\n\r\n");
        assertEquals(List.of("invalid_data"), talk.all.getFirst().anomalies);
        assertTrue(talk.all.getFirst().onlyAnomalies);
        assertEquals(
                List.of("incomplete_data"),
                udp(Direction.TO_SERVER, "OPTIONS sip:a SIP/2.0\r\nTo: b").all.getFirst().anomalies);
        assertTrue(udp(Direction.TO_SERVER, "\r\n\r\n").all.isEmpty());
    }

    @Test
    void bytes_missing_from_a_body_leave_the_next_message_readable() {
        Talk talk = tcp().say(Direction.TO_SERVER, Ascii.bytes(INVITE + "v=0\r\n"));
        talk.gap(Direction.TO_SERVER, DESCRIPTION.length() - 5);
        talk.say(Direction.TO_SERVER, Ascii.bytes("ACK sip:bob@sip.example SIP/2.0\r\n\r\n"));
        assertEquals("ACK", talk.all.getLast().slots.text(SipFields.METHOD));
        assertEquals(2, talk.all.size());
    }

    @Test
    void endless_headers_end_in_an_anomaly_within_a_bound() {
        Talk talk = tcp().say(Direction.TO_SERVER, Ascii.bytes("OPTIONS sip:a SIP/2.0\r\n"));
        for (int i = 0; i < 1000; i++) talk.say(Direction.TO_SERVER, Ascii.bytes("X: " + "y".repeat(100) + "\r\n"));
        assertEquals(List.of("invalid_data"), talk.all.getFirst().anomalies);
        assertTrue(talk.all.getFirst().isComplete());
    }

    @Test
    void requests_of_http_and_rtsp_are_not_sip() {
        Talk talk = new Talk(new SipFactory(), 6, 8080);
        assertEquals(Recognition.NO, talk.recognise(Direction.TO_SERVER, Ascii.bytes("OPTIONS * HTTP/1.1\r\n")));
        assertEquals(Recognition.MORE, talk.recognise(Direction.TO_SERVER, Ascii.bytes("OPTIONS sip:a SIP/2")));
        assertEquals(Recognition.YES, talk.recognise(Direction.TO_SERVER, Ascii.bytes("OPTIONS sip:a SIP/2.0\r\n")));
        assertEquals(Recognition.NO, talk.recognise(Direction.TO_SERVER, Ascii.bytes("GET / HTTP/1.1\r\n")));
        assertFalse(new SipFactory().over(1));
    }
}
