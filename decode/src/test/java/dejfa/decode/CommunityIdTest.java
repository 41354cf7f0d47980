package dejfa.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dejfa.api.Address;
import org.junit.jupiter.api.Test;

/// Vectors published with the specification (github.com/corelight/community-id-spec, baseline, seed 0).
class CommunityIdTest {
    private static String id(String source, String destination, int protocol, int sourcePort, int port) {
        return CommunityId.v1(0, Address.parse(source), Address.parse(destination), protocol, sourcePort, port);
    }

    @Test
    void tcp_has_the_published_id_in_both_directions() {
        assertEquals("1:LQU9qZlK+B5F3KDmev6m5PMibrg=", id("128.232.110.120", "66.35.250.204", 6, 34855, 80));
        assertEquals("1:LQU9qZlK+B5F3KDmev6m5PMibrg=", id("66.35.250.204", "128.232.110.120", 6, 80, 34855));
    }

    @Test
    void udp_has_the_published_id() {
        assertEquals("1:d/FP5EW3wiY1vCndhwleRRKHowQ=", id("192.168.1.52", "8.8.8.8", 17, 54585, 53));
    }

    @Test
    void icmp_uses_type_and_its_answer_in_place_of_ports() {
        assertEquals("1:X0snYXpgwiv9TZtqg64sgzUn6Dk=", id("192.168.0.89", "192.168.0.1", 1, 8, 0));
        assertEquals("1:X0snYXpgwiv9TZtqg64sgzUn6Dk=", id("192.168.0.1", "192.168.0.89", 1, 0, 8));
    }

    @Test
    void the_ids_of_one_flow_agree_over_ipv6() {
        assertEquals(id("fe80::1", "2001:db8::2", 6, 1, 2), id("2001:db8::2", "fe80::1", 6, 2, 1));
    }
}
