package dejfa.protocols.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.BodyWindow;
import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Transaction;
import dejfa.protocols.Ascii;
import dejfa.protocols.wire.Talk;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MqttTest {
    /// version 5, user and password, receive maximum 20, client "c1"
    private static final String CONNECT =
            "10 1e 0004 4d515454 05 c2 003c 03 21 0014 0002 6331 0004 75736572 0004 70617373";
    private static final String CONNACK = "20 06 01 00 03 22 000a";

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static Talk talk(Map<String, String> settings) {
        MqttFactory factory = new MqttFactory();
        factory.configure(settings);
        return new Talk(factory, 6, 1883);
    }

    private static Talk connected() {
        return talk(Map.of()).say(Direction.TO_SERVER, hex(CONNECT)).say(Direction.TO_CLIENT, hex(CONNACK));
    }

    /// MQTT 3.1.1 without name and password
    private static Talk connectedFour() {
        return talk(Map.of())
                .say(Direction.TO_SERVER, hex("10 0e 0004 4d515454 04 02 003c 0002 6331"))
                .say(Direction.TO_CLIENT, hex("20 02 00 00"));
    }

    @Test
    void connect_and_connack_are_one_transaction_with_its_properties_and_a_masked_password() {
        Transaction connect = connected().all.getFirst();
        assertTrue(connect.isComplete());
        assertEquals(
                "{\"connect\":{\"qos\":0,\"retain\":false,\"dup\":false,\"protocol_string\":\"MQTT\","
                        + "\"protocol_version\":5,\"flags\":{\"username\":true,\"password\":true,\"will_retain\":false,"
                        + "\"will\":false,\"clean_session\":true},\"client_id\":\"c1\",\"username\":\"user\","
                        + "\"password\":\"***\",\"properties\":{\"receive_maximum\":20}},"
                        + "\"connack\":{\"qos\":0,\"retain\":false,\"dup\":false,\"session_present\":true,"
                        + "\"return_code\":0,\"properties\":{\"topic_alias_maximum\":10}}}",
                EveJson.text(connect.slots));
        assertEquals(List.of(1L, 2L), connect.slots.list(MqttFields.TYPES));
        assertEquals(0xc2, connect.slots.number(MqttFields.CONNECT_FLAGS, 0));
        assertEquals(List.of(0L), connect.slots.list(MqttFields.REASON_CODES));
        assertTrue(connect.slots.flag(MqttFields.SESSION_PRESENT));
        assertEquals(5, connect.slots.number(MqttFields.PROTOCOL_VERSION, 0));
    }

    @Test
    void a_will_with_properties_is_read_before_name_and_password() {
        Talk talk = talk(Map.of())
                .say(
                        Direction.TO_SERVER,
                        hex("10 1c 0004 4d515454 05 04 003c 00 0001 63 05 18 000000c8 0002 7774 0002 776d"));
        String text = EveJson.text(talk.end().all.getFirst().slots);
        assertTrue(
                text.contains(
                        "\"will\":{\"topic\":\"wt\",\"message\":\"wm\",\"properties\":{\"will_delay_interval\":200}}"),
                text);
    }

    @Test
    void a_publication_of_qos_2_is_complete_with_its_fourth_message() {
        Talk talk = connectedFour().say(Direction.TO_SERVER, hex("34 07 0001 74 0003 4f4e"));
        Transaction publish = talk.all.getLast();
        assertFalse(publish.isComplete());
        talk.say(Direction.TO_CLIENT, hex("50 02 0003"))
                .say(Direction.TO_SERVER, hex("62 02 0003"))
                .say(Direction.TO_CLIENT, hex("70 02 0003"));
        assertTrue(publish.isComplete());
        assertEquals(List.of(3L, 5L, 6L, 7L), publish.slots.list(MqttFields.TYPES));
        assertTrue(EveJson.text(publish.slots).contains("\"topic\":\"t\",\"message_id\":3,\"message\":\"ON\""));
        assertEquals(2, talk.all.size());
    }

    @Test
    void a_payload_passes_in_chunks_and_eve_shows_its_start() {
        Talk talk = connectedFour().say(Direction.TO_SERVER, hex("30 d3 0f 0001 74"));
        for (int i = 0; i < 200; i++) talk.say(Direction.TO_SERVER, Ascii.bytes("0123456789"));
        Transaction publish = talk.all.getLast();
        assertTrue(publish.isComplete());
        assertEquals(2000, ((BodyWindow) publish.slots.get(MqttFields.PAYLOAD)).totalBytes());
        assertTrue(EveJson.text(publish.slots).length() < 1200);
    }

    @Test
    void subscriptions_and_their_ends_are_matched_by_identifier() {
        Talk talk = connected()
                .say(Direction.TO_SERVER, hex("82 0d 0001 00 0001 61 01 0003 622f63 00"))
                .say(Direction.TO_SERVER, hex("a2 06 0002 00 0001 61"))
                .say(Direction.TO_CLIENT, hex("b0 04 0002 00 11"))
                .say(Direction.TO_CLIENT, hex("90 05 0001 00 01 80"));
        Transaction subscribe = talk.all.get(1);
        Transaction unsubscribe = talk.all.get(2);
        assertEquals(2, subscribe.slots.list(MqttFields.SUBSCRIBED).size());
        assertEquals(List.of(1L, 0x80L), subscribe.slots.list(MqttFields.REASON_CODES));
        assertEquals(List.of(0x11L), unsubscribe.slots.list(MqttFields.REASON_CODES));
        assertTrue(EveJson.text(unsubscribe.slots).contains("\"topics\":[\"a\"]"));
        assertTrue(subscribe.isComplete() && unsubscribe.isComplete());
    }

    @Test
    void rules_look_at_no_more_topics_than_the_operator_allows() {
        Talk talk = talk(Map.of("app-layer.protocols.mqtt.subscribe-topic-match-limit", "1"))
                .say(Direction.TO_SERVER, hex("82 0a 0001 0001 61 00 0001 62 00"));
        assertEquals(1, talk.all.getFirst().slots.list(MqttFields.SUBSCRIBED).size());
    }

    @Test
    void answers_without_a_question_and_messages_before_the_connection_are_anomalies() {
        Talk talk = talk(Map.of())
                .say(Direction.TO_CLIENT, hex("20 02 00 00"))
                .say(Direction.TO_CLIENT, hex("40 02 0007"))
                .say(Direction.TO_CLIENT, hex("90 03 0007 00"))
                .say(Direction.TO_CLIENT, hex("b0 02 0007"))
                .say(Direction.TO_SERVER, hex("36 05 0001 74 4f4e"))
                .say(Direction.TO_SERVER, hex("00 01 00"))
                .say(Direction.TO_SERVER, hex("10 0e 0004 4d515454 04 02 003c 0002 6331"));
        List<List<String>> anomalies =
                talk.all.stream().map(one -> List.copyOf(one.anomalies)).toList();
        assertEquals(
                List.of(
                        List.of("missing_connect"),
                        List.of("missing_publish"),
                        List.of("missing_subscribe"),
                        List.of("missing_unsubscribe"),
                        List.of("invalid_qos_level"),
                        List.of("unassigned_msg_type"),
                        List.of("double_connect")),
                anomalies);
        Talk early = talk(Map.of()).say(Direction.TO_SERVER, hex("c0 00"));
        assertEquals(List.of("unintroduced_message"), early.all.getFirst().anomalies);
    }

    @Test
    void properties_longer_than_their_message_end_the_reading() {
        Talk talk = talk(Map.of())
                .say(Direction.TO_SERVER, hex("10 0e 0004 4d515454 05 02 003c 7f 21 0014"))
                .say(Direction.TO_SERVER, hex("c0 00"));
        assertEquals(1, talk.all.size());
        assertEquals(List.of("malformed_traffic"), talk.all.getFirst().anomalies);
        assertTrue(talk.all.getFirst().onlyAnomalies);
    }

    @Test
    void a_message_beyond_the_limit_is_told_of_and_passed_over() {
        Talk talk = talk(Map.of("app-layer.protocols.mqtt.max-msg-length", "1kb"))
                .say(Direction.TO_SERVER, hex("30 d0 0f"))
                .say(Direction.TO_SERVER, new byte[2000])
                .say(Direction.TO_SERVER, hex("c0 00"));
        assertEquals(
                "{\"publish\":{\"qos\":0,\"retain\":false,\"dup\":false,\"truncated\":true,\"skipped_length\":2000}}",
                EveJson.text(talk.all.getFirst().slots));
        assertEquals(List.of(12L), talk.all.getLast().slots.list(MqttFields.TYPES));
    }

    @Test
    void after_a_hole_the_next_message_is_found_again() {
        Talk talk = connectedFour().say(Direction.TO_SERVER, hex("30 05 0001"));
        talk.gap(Direction.TO_SERVER, 500);
        talk.say(Direction.TO_SERVER, hex("ff ff ff")).say(Direction.TO_SERVER, hex("c0 00"));
        assertEquals(List.of(12L), talk.all.getLast().slots.list(MqttFields.TYPES));
    }

    @Test
    void disconnect_without_a_reason_has_reason_0_in_version_5_only() {
        assertEquals(
                List.of(0L),
                connected()
                        .say(Direction.TO_SERVER, hex("e0 00"))
                        .all
                        .getLast()
                        .slots
                        .list(MqttFields.REASON_CODES));
        assertEquals(
                List.of(),
                connectedFour()
                        .say(Direction.TO_SERVER, hex("e0 00"))
                        .all
                        .getLast()
                        .slots
                        .list(MqttFields.REASON_CODES));
    }

    @Test
    void connect_is_recognised_by_its_name_on_any_port_and_other_messages_on_mqtts() {
        Talk elsewhere = new Talk(new MqttFactory(), 6, 8000);
        assertEquals(Recognition.YES, elsewhere.recognise(Direction.TO_SERVER, hex(CONNECT)));
        assertEquals(Recognition.MORE, elsewhere.recognise(Direction.TO_SERVER, hex("10 23 0004 4d51")));
        assertEquals(Recognition.NO, elsewhere.recognise(Direction.TO_SERVER, hex("10 23 0004 4d513131")));
        assertEquals(Recognition.NO, elsewhere.recognise(Direction.TO_CLIENT, hex(CONNACK)));
        assertEquals(Recognition.YES, talk(Map.of()).recognise(Direction.TO_CLIENT, hex(CONNACK)));
        assertEquals(Recognition.NO, talk(Map.of()).recognise(Direction.TO_SERVER, Ascii.bytes("GET / HTTP/1.1")));
    }

    @Test
    void more_exchanges_than_are_kept_close_the_oldest() {
        Talk talk = connectedFour();
        for (int id = 1; id <= 600; id++) {
            talk.say(Direction.TO_SERVER, hex("32 05 0001 74 " + String.format("%04x", id)));
        }
        assertTrue(talk.out.live().size() <= dejfa.api.Transactions.MAX_LIVE);
    }
}
