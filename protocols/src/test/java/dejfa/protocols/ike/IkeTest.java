package dejfa.protocols.ike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.api.Transaction;
import dejfa.protocols.wire.Asn;
import dejfa.protocols.wire.Talk;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class IkeTest {
    private static byte[] payload(int next, byte[]... parts) {
        byte[] body = Asn.join(parts);
        int length = body.length + 4;
        return Asn.join(new byte[] {(byte) next, 0, (byte) (length >> 8), (byte) length}, body);
    }

    private static byte[] message(int first, int version, int exchange, int flags, byte[]... payloads) {
        byte[] body = Asn.join(payloads);
        ByteBuffer head = ByteBuffer.allocate(28).putLong(0x0102030405060708L).putLong(9);
        head.put((byte) first)
                .put((byte) version)
                .put((byte) exchange)
                .put((byte) flags)
                .putInt(0);
        return Asn.join(head.putInt(28 + body.length).array(), body);
    }

    private static byte[] two(int flags, int group, boolean integrity) {
        byte[] encryption = payload(3, new byte[] {1, 0, 0, 12, (byte) 0x80, 14, 1, 0});
        byte[] prf = payload(3, new byte[] {2, 0, 0, 5});
        byte[] auth = integrity ? payload(3, new byte[] {3, 0, 0, 12}) : new byte[0];
        byte[] dh = payload(0, new byte[] {4, 0, 0, (byte) group});
        byte[] proposal = payload(0, new byte[] {1, 1, 0, 4}, encryption, prf, auth, dh);
        byte[] notify = payload(0, new byte[] {0, 0, 0, 14});
        return message(33, 0x20, 34, flags, payload(40, proposal), payload(41, new byte[] {1, 2, 3}), notify);
    }

    private static byte[] one(int hash) {
        byte[] attributes = {
            (byte) 0x80, 1, 0, 7, (byte) 0x80, 2, 0, (byte) hash, (byte) 0x80, 4, 0, 14, 0, 12, 0, 4, 0, 1, 0, 0
        };
        byte[] transform = payload(0, new byte[] {1, 1, 0, 0}, attributes);
        byte[] proposal = payload(0, new byte[] {1, 1, 0, 1}, transform);
        return message(
                1, 0x10, 2, 0, payload(13, new byte[] {0, 0, 0, 1, 0, 0, 0, 1}, proposal), payload(0, new byte[] {
                    (byte) 0xab
                }));
    }

    private static Talk talk(int port) {
        return new Talk(new IkeFactory(), 17, port);
    }

    @Test
    void version_2_shows_what_the_responder_chose_and_what_it_complains_of() {
        Talk talk = talk(500).say(Direction.TO_CLIENT, two(0x20, 14, true));
        Transaction answer = talk.all.getFirst();
        assertEquals("ENCR_AES_CBC", answer.slots.text(IkeFields.ALG_ENC));
        assertEquals("Modp2048", answer.slots.text(IkeFields.ALG_DH));
        assertEquals(1, answer.slots.number(IkeFields.ERRORS, 0));
        assertEquals(List.of("NO_PROPOSAL_CHOSEN"), answer.slots.list(IkeFields.NOTIFY));
        assertEquals(
                List.of("SecurityAssociation", "Nonce", "Notify", "NoNextPayload"),
                answer.slots.list(IkeFields.PAYLOAD));
        assertEquals(List.of(), answer.anomalies);
    }

    @Test
    void weak_groups_and_missing_integrity_are_events() {
        Talk talk = talk(500).say(Direction.TO_SERVER, two(8, 2, false));
        assertEquals(List.of("weak_crypto_dh", "weak_crypto_no_auth"), talk.all.getFirst().anomalies);
    }

    @Test
    void version_1_gathers_what_both_ends_say() {
        Talk talk = talk(500).say(Direction.TO_SERVER, one(2)).say(Direction.TO_CLIENT, one(1));
        Transaction answer = talk.all.get(1);
        String shown = EveJson.text(answer.slots);
        assertTrue(shown.contains("\"sa_life_duration\":\"Unknown\",\"sa_life_duration_raw\":65536"), shown);
        assertTrue(
                shown.contains("\"proposals\":[{\"alg_enc\":\"EncAesCbc\",\"alg_enc_raw\":7,\"alg_hash\":\"HashSha\""),
                shown);
        assertEquals(List.of("weak_crypto_auth"), answer.anomalies);
        assertEquals(List.of("ab"), answer.slots.list(IkeFields.VENDORS));
    }

    @Test
    void on_port_4500_only_what_stands_behind_the_marker_is_read() {
        Talk talk = talk(4500)
                .say(Direction.TO_SERVER, new byte[] {-1})
                .say(Direction.TO_SERVER, new byte[] {1, 2, 3, 4, 5});
        assertEquals(0, talk.all.size());
        byte[] marked = Asn.join(new byte[4], two(8, 14, true));
        assertEquals(Recognition.YES, talk.recognise(Direction.TO_SERVER, marked));
        assertEquals(1, talk.say(Direction.TO_SERVER, marked).all.size());
    }

    @Test
    void a_payload_longer_than_the_message_is_malformed() {
        byte[] message = two(8, 14, true);
        message[30] = 0x7f;
        assertEquals(
                List.of("malformed_data"),
                talk(500).say(Direction.TO_SERVER, message).all.getFirst().anomalies);
    }
}
