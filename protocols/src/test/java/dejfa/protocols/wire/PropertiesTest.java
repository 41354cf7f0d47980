package dejfa.protocols.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dejfa.api.Direction;
import dejfa.api.FlowParserFactory;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.protocols.dcerpc.DcerpcFactory;
import dejfa.protocols.dns.DnsFactory;
import dejfa.protocols.gh0st.Gh0stFactory;
import dejfa.protocols.nfs.NfsFactory;
import dejfa.protocols.ntp.NtpFactory;
import dejfa.protocols.smb.SmbFactory;
import dejfa.protocols.ssh.SshFactory;
import dejfa.protocols.tls.TlsFactory;
import dejfa.testkit.Seeds;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What holds for every parser on conversations that really took place.
class PropertiesTest {
    private static final List<FlowParserFactory> ALL = List.of(
            new dejfa.protocols.krb5.Krb5Factory(),
            new dejfa.protocols.ldap.LdapFactory(),
            new dejfa.protocols.snmp.SnmpFactory(),
            new dejfa.protocols.ike.IkeFactory(),
            new dejfa.protocols.rdp.RdpFactory(),
            new dejfa.protocols.pgsql.PgsqlFactory(),
            new DnsFactory(),
            new Gh0stFactory(),
            new DcerpcFactory(),
            new NfsFactory(),
            new NtpFactory(),
            new SmbFactory(),
            new SshFactory(),
            new TlsFactory());

    private record Real(FlowParserFactory factory, Captured.Conversation conversation) {}

    private static List<Real> real() {
        return List.of(
                        "suricata-verify/dns__dns-incomplete",
                        "suricata-verify/dns__dns-response-mx",
                        "suricata-verify/tls__tls-glupteba",
                        "suricata-verify/tls__tls-client-cert-01",
                        "suricata-verify/tls-alpn-log-detect-02",
                        "suricata-verify/ssh-hassh-only",
                        "suricata-verify/ssh-newkeys",
                        "suricata-verify/smb-eicar-padding",
                        "suricata-verify/smb-eicar-overlap",
                        "suricata-verify/smb-version-keyword",
                        "suricata-verify/smb-dce_iface",
                        "suricata-verify/dcerpc__dcerpc-ctxids",
                        "suricata-verify/dcerpc__dcerpc-dce-iface-03",
                        "suricata-verify/nfs3-procedure",
                        "suricata-verify/ntp-keywords",
                        "suricata-verify/krb5-krb5_msg_type",
                        "suricata-verify/detect-ldap-dn",
                        "suricata-verify/snmp-detection-only",
                        "suricata-verify/ikev1-transforms",
                        "zeek/btest/rdp-to-ssl.pcap",
                        "suricata-verify/pgsql__pgsql-query-keyword-01")
                .stream()
                .flatMap(name -> Captured.folder(name).stream())
                .flatMap(conversation -> factoryOf(conversation).stream())
                .toList();
    }

    private static List<Real> factoryOf(Captured.Conversation conversation) {
        if (conversation.said().isEmpty()) return List.of();
        Captured.Said first = conversation.said().getFirst();
        for (FlowParserFactory factory : ALL) {
            if (!factory.over(conversation.protocol())) continue;
            Talk talk = new Talk(factory, conversation.protocol(), conversation.serverPort());
            if (talk.recognise(first.direction(), first.bytes()) == Recognition.YES) {
                return List.of(new Real(factory, conversation));
            }
        }
        return List.of();
    }

    @Test
    void where_the_cases_are_every_protocol_but_gh0st_is_among_them() {
        if (Captured.folder("suricata-verify/ssh-newkeys").isEmpty()) return;
        List<String> protocols = real().stream()
                .map(real -> real.factory.protocol())
                .distinct()
                .sorted()
                .toList();
        assertEquals(
                List.of(
                        "dcerpc", "dns", "ike", "krb5", "ldap", "nfs", "ntp", "pgsql", "rdp", "smb", "snmp", "ssh",
                        "tls"),
                protocols);
    }

    @Test
    void every_recognised_conversation_yields_transactions() {
        for (Real real : real()) {
            assertFalse(Talk.over(real.factory, real.conversation).all.isEmpty(), real.factory.protocol());
        }
    }

    @Test
    void any_cut_of_the_stream_yields_the_same_transactions() {
        for (Real real : real()) {
            if (real.conversation.protocol() != 6) continue;
            List<String> whole = Talk.over(real.factory, real.conversation).lines();
            Seeds.run(
                    30,
                    random -> assertEquals(
                            whole,
                            Talk.over(real.factory, Talk.cut(real.conversation, random))
                                    .lines()));
        }
    }

    @Test
    void mutated_conversations_never_throw() {
        for (Real real : real()) {
            Seeds.run(60, random -> Talk.over(real.factory, Talk.mutate(real.conversation, random)));
        }
    }

    @Test
    void random_bytes_never_throw() {
        for (FlowParserFactory factory : ALL) {
            Seeds.run(300, random -> {
                Talk talk = new Talk(
                        factory,
                        factory.over(6) ? 6 : 17,
                        factory.usualPorts().length > 0 ? factory.usualPorts()[0] : 9);
                for (int i = 0; i < 6; i++) {
                    Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
                    byte[] bytes = bytes(random);
                    talk.recognise(direction, bytes);
                    talk.say(direction, bytes);
                    if (random.nextInt(9) == 0) talk.gap(direction, 1 + random.nextInt(100_000));
                }
                talk.end();
            });
        }
    }

    @Test
    void random_bytes_are_of_no_protocol_on_a_port_of_no_protocol() {
        for (FlowParserFactory factory : ALL) {
            Seeds.run(3_000, random -> {
                Talk talk = new Talk(factory, factory.over(6) ? 6 : 17, 40_000);
                assertNotEquals(Recognition.YES, talk.recognise(Direction.TO_SERVER, bytes(random)));
            });
        }
    }

    @Test
    void no_conversation_is_taken_for_another_protocol() {
        for (Real real : real()) {
            Captured.Said first = real.conversation.said().getFirst();
            for (FlowParserFactory factory : ALL) {
                if (factory == real.factory || !factory.over(real.conversation.protocol())) continue;
                Talk talk = new Talk(factory, real.conversation.protocol(), real.conversation.serverPort());
                assertNotEquals(Recognition.YES, talk.recognise(first.direction(), first.bytes()), factory.protocol());
            }
        }
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(random.nextInt(20) == 0 ? 3_000 : 200)];
        random.nextBytes(bytes);
        return bytes;
    }
}
