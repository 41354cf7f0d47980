package dejfa.detect.suricata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dejfa.api.BodyWindow;
import dejfa.api.Direction;
import dejfa.api.FileTransfer;
import dejfa.api.Flow;
import dejfa.api.Transaction;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransactionRulesTest {
    private static Transaction request(Bench bench, Flow flow, String uri, String host) {
        Transaction tx = bench.transaction(flow);
        tx.set(Bench.URI, Bench.bytes(uri)).progress(Direction.TO_SERVER, 1);
        tx.set(Bench.HOST, Bench.bytes(host)).progress(Direction.TO_SERVER, 2);
        return tx;
    }

    @Test
    void all_buffers_must_match_and_the_alert_comes_once() {
        Bench bench = Bench.http(
                "http.uri; content:\"/evil\"; http.host; content:\"bad.example\";",
                "http.uri; content:\"/evil\"; http.host; content:\"good.example\";");
        Flow flow = Bench.flow();
        request(bench, flow, "/evil/x", "bad.example");
        for (int i = 0; i < 3; i++) bench.see(bench.packet(flow, Direction.TO_SERVER, ""));
        assertEquals(List.of(1L), bench.alerts);
        assertEquals(0, bench.events.getFirst().txId());
    }

    @Test
    void a_buffer_counts_from_when_it_is_ready() {
        Bench bench = Bench.http("http.host; content:\"bad\";");
        Flow flow = Bench.flow();
        Transaction tx = bench.transaction(flow);
        tx.set(Bench.HOST, Bench.bytes("bad")).progress(Direction.TO_SERVER, 1);
        bench.see(bench.packet(flow, Direction.TO_SERVER, ""));
        assertEquals(List.of(), bench.alerts);
        tx.progress(Direction.TO_SERVER, 2);
        bench.see(bench.packet(flow, Direction.TO_SERVER, ""));
        assertEquals(List.of(1L), bench.alerts);
    }

    @Test
    void a_rule_of_one_direction_waits_for_a_packet_of_that_direction() {
        Bench bench = Bench.http("http.stat_code; content:\"404\";");
        Flow flow = Bench.flow();
        Transaction tx = request(bench, flow, "/", "h");
        tx.set(Bench.STATUS, Bench.bytes("404")).progress(Direction.TO_CLIENT, 1);
        bench.see(bench.packet(flow, Direction.TO_SERVER, ""));
        assertEquals(List.of(), bench.alerts);
        bench.see(bench.packet(flow, Direction.TO_CLIENT, ""));
        assertEquals(List.of(1L), bench.alerts);
    }

    @Test
    void a_two_sided_rule_needs_request_and_answer() {
        Bench bench = new Bench("alert http any any => any any (msg:\"x\"; http.uri; content:\"/a\";"
                + " http.stat_code; content:\"200\"; sid:1;)");
        Flow flow = Bench.flow();
        Transaction tx = request(bench, flow, "/a", "h");
        bench.see(bench.packet(flow, Direction.TO_SERVER, ""));
        assertEquals(List.of(), bench.alerts);
        tx.set(Bench.STATUS, Bench.bytes("200")).progress(Direction.TO_CLIENT, 1);
        bench.see(bench.packet(flow, Direction.TO_CLIENT, ""));
        bench.see(bench.packet(flow, Direction.TO_SERVER, ""));
        assertEquals(List.of(1L), bench.alerts);
    }

    @Test
    void a_body_is_seen_across_its_chunks() {
        Bench bench = Bench.inline(
                "alert http any any -> any any (http.response_body; content:\"needle\"; sid:1;)",
                "alert http any any -> any any (http.response_body; content:!\"hay\"; sid:2;)");
        Flow flow = Bench.flow();
        Transaction tx = request(bench, flow, "/", "h");
        BodyWindow body = new BodyWindow();
        tx.set(Bench.BODY, body).progress(Direction.TO_CLIENT, 3);
        body.append(Bench.bytes("xxnee"), 0, 5);
        bench.see(bench.packet(flow, Direction.TO_CLIENT, ""));
        body.append(Bench.bytes("dle"), 0, 3);
        tx.touched();
        bench.see(bench.packet(flow, Direction.TO_CLIENT, ""));
        assertEquals(List.of(1L), bench.alerts);
        body.complete();
        tx.complete();
        bench.see(bench.packet(flow, Direction.TO_CLIENT, ""));
        assertEquals(List.of(1L, 2L), bench.alerts);
    }

    @Test
    void files_are_asked_by_data_name_and_size() {
        Bench bench = Bench.http(
                "file.data; content:\"MZ\"; startswith;",
                "filename:\"report\"; fileext:\"exe\";",
                "filesize:>3;",
                "filesize:<3;",
                "filemagic:\"executable\";");
        Flow flow = Bench.flow();
        Transaction tx = request(bench, flow, "/", "h");
        FileTransfer file = tx.openFile(Direction.TO_CLIENT, Bench.bytes("Report.EXE"));
        file.body.append(Bench.bytes("MZ...."), 0, 6);
        file.close();
        tx.complete();
        bench.see(bench.packet(flow, Direction.TO_CLIENT, ""));
        assertEquals(List.of(1L, 2L, 3L, 5L), bench.alerts);
    }

    @Test
    void transforms_change_the_buffer_before_it_is_asked() {
        Bench bench = Bench.http(
                "http.uri; to_lowercase; content:\"/ev il\";",
                "http.uri; strip_whitespace; content:\"/EVIL\"; bsize:5;",
                "http.uri; xor:\"20\"; content:\"|00|evil\";",
                "http.host; dotprefix; content:\".example.org\"; endswith;",
                "http.uri; url_decode; content:\"nothing\";");
        Flow flow = Bench.flow();
        request(bench, flow, "/EV IL", "example.org");
        bench.see(bench.packet(flow, Direction.TO_SERVER, ""));
        assertEquals(List.of(1L, 2L, 4L), bench.alerts);
    }

    @Test
    void numbers_names_events_and_absence() {
        Bench bench = Bench.http(
                "http.length:>10;",
                "http.length:5-10;",
                "app-layer-event:http.strange;",
                "http.host; absent; http.uri; content:\"/\";",
                "http_uri; sid:9; content:\"x\";");
        Flow flow = Bench.flow();
        Transaction tx = bench.transaction(flow);
        tx.set(Bench.URI, Bench.bytes("/")).set(Bench.LENGTH, 11).complete();
        tx.anomaly("strange");
        bench.see(bench.packet(flow, Direction.TO_SERVER, ""));
        bench.see(bench.packet(flow, Direction.TO_CLIENT, ""));
        assertEquals(List.of(3L, 4L, 1L, 3L), bench.alerts);
        assertEquals(5, bench.rules.rejected().getFirst().line());
    }

    @Test
    void old_modifiers_take_their_content_along() {
        Bench bench = Bench.http(
                "content:\"/evil\"; http_uri; content:\"bad\"; http_host;",
                "uricontent:\"/evil\";",
                "pcre:\"/^.EVIL$/Ui\";",
                "urilen:5;");
        Flow flow = Bench.flow();
        request(bench, flow, "/evil", "bad");
        bench.see(bench.packet(flow, Direction.TO_SERVER, ""));
        assertEquals(List.of(1L, 2L, 3L, 4L), bench.alerts);
    }
}
