package dejfa.protocols.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dejfa.api.Direction;
import dejfa.api.FlowParserFactory;
import dejfa.api.FlowParserFactory.Recognition;
import dejfa.protocols.dhcp.DhcpFactory;
import dejfa.protocols.dns.LlmnrFactory;
import dejfa.protocols.dns.MdnsFactory;
import dejfa.protocols.mqtt.MqttFactory;
import dejfa.protocols.rfb.RfbFactory;
import dejfa.protocols.sip.SipFactory;
import dejfa.protocols.telnet.TelnetFactory;
import dejfa.protocols.tftp.TftpFactory;
import dejfa.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What holds for the parsers of telephones, things, screens, terminals and the local link on conversations that
/// really took place, cut and changed at random.
class SmallProtocolsPropertiesTest {
    private static final List<FlowParserFactory> ALL = List.of(
            new DhcpFactory(),
            new LlmnrFactory(),
            new MdnsFactory(),
            new MqttFactory(),
            new RfbFactory(),
            new SipFactory(),
            new TelnetFactory(),
            new TftpFactory());

    private record Real(FlowParserFactory factory, Captured.Conversation conversation) {}

    private static List<Real> real() {
        List<Real> all = new ArrayList<>();
        for (String name : List.of(
                "suricata-verify/sip-tcp-uri",
                "suricata-verify/sip-body-frames",
                "suricata-verify/sip-method",
                "suricata-verify/rfb-rules",
                "suricata-verify/telnet__telnet-01",
                "suricata-verify/dhcp-eve-extended",
                "suricata-verify/llmnr__llmnr-tcp",
                "suricata-verify/llmnr__llmnr-udp",
                "zeek/btest/mqtt.pcap",
                "zeek/btest/mdns-no-assoc.pcap",
                "zeek/btest/dhcp.pcap",
                "zeek/btest/vncmac.pcap")) {
            for (Captured.Conversation conversation : Captured.folder(name)) {
                if (conversation.said().isEmpty()) continue;
                Captured.Said first = conversation.said().getFirst();
                for (FlowParserFactory factory : ALL) {
                    if (!factory.over(conversation.protocol())) continue;
                    Talk talk = new Talk(factory, conversation.protocol(), conversation.serverPort());
                    if (talk.recognise(first.direction(), first.bytes()) == Recognition.YES) {
                        all.add(new Real(factory, conversation));
                    }
                }
            }
        }
        return all;
    }

    @Test
    void every_recognised_conversation_yields_transactions_and_is_of_one_protocol() {
        List<Real> all = real();
        for (Real real : all) {
            assertFalse(Talk.over(real.factory, real.conversation).all.isEmpty(), real.factory.protocol());
            long same = all.stream()
                    .filter(other -> other.conversation == real.conversation)
                    .count();
            assertEquals(1, same, real.factory.protocol());
        }
    }

    @Test
    void any_cut_of_the_stream_yields_the_same_transactions() {
        for (Real real : real()) {
            if (real.conversation.protocol() != 6) continue;
            List<String> whole = Talk.over(real.factory, real.conversation).lines();
            Seeds.run(
                    40,
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
    void random_bytes_and_holes_never_throw() {
        for (FlowParserFactory factory : ALL) {
            Seeds.run(300, random -> {
                Talk talk = new Talk(factory, factory.over(6) ? 6 : 17, factory.usualPorts()[0]);
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

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(random.nextInt(20) == 0 ? 3_000 : 200)];
        random.nextBytes(bytes);
        return bytes;
    }
}
