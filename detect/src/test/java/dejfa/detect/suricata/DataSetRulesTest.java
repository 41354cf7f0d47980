package dejfa.detect.suricata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Direction;
import dejfa.api.EveJson;
import dejfa.api.Flow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetRulesTest {
    @TempDir
    Path folder;

    private static void ask(Bench bench, String uri, String host) {
        Flow flow = Bench.flow();
        bench.transaction(flow)
                .set(Bench.URI, Bench.bytes(uri))
                .set(Bench.HOST, Bench.bytes(host))
                .complete();
        bench.see(bench.packet(flow, Direction.TO_SERVER, ""));
    }

    private static Bench bench(String... options) {
        Bench bench = Bench.http(options);
        assertEquals(List.of(), bench.rules.rejected());
        return bench;
    }

    @Test
    void a_set_learns_and_forgets_and_only_a_change_matches() {
        Bench bench = bench(
                "http.uri; content:\"/in\"; http.host; dataset:set,seen,type string,save seen.csv;",
                "http.uri; content:\"/out\"; http.host; dataset:unset,seen;",
                "http.uri; content:\"/ask\"; http.host; dataset:isset,seen;",
                "http.uri; content:\"/ask\"; http.host; dataset:isnotset,seen;");
        ask(bench, "/in", "a.example");
        ask(bench, "/in", "a.example");
        assertEquals(List.of(1L), bench.alerts);
        ask(bench, "/ask", "a.example");
        ask(bench, "/ask", "b.example");
        assertEquals(List.of(1L, 3L, 4L), bench.alerts);
        ask(bench, "/out", "a.example");
        ask(bench, "/out", "a.example");
        ask(bench, "/in", "a.example");
        assertEquals(List.of(1L, 3L, 4L, 2L, 1L), bench.alerts);
    }

    @Test
    void a_set_is_saved_under_the_data_folder_and_read_again() throws IOException {
        String rule = "alert http any any -> any any (http.host; dataset:set,seen,type string,state seen.lst; sid:1;)";
        Bench first = new Bench(rule);
        ask(first, "/", "a.example");
        ask(first, "/", "b.example");
        first.decider.save(folder);
        assertEquals("YS5leGFtcGxl\nYi5leGFtcGxl\n", Files.readString(folder.resolve("seen.lst")));
        Bench second = new Bench(new RuleSettings(Map.of(), Map.of(), Map.of(), List.of(folder)), rule);
        ask(second, "/", "b.example");
        ask(second, "/", "c.example");
        assertEquals(List.of(1L), second.alerts);
    }

    @Test
    void rules_may_not_save_elsewhere_and_the_operator_may_forbid_it_at_all() {
        String rule = "alert http any any -> any any (http.host; dataset:set,s,type string,save %s; sid:1;)";
        assertEquals(
                1, new Bench(rule.formatted("/etc/passwd")).rules.rejected().size());
        assertEquals(1, new Bench(rule.formatted("../x")).rules.rejected().size());
        RuleSettings strict =
                new RuleSettings(Map.of(), Map.of(), Map.of("datasets.rules.allow-write", "no"), List.of());
        assertEquals(1, new Bench(strict, rule.formatted("x")).rules.rejected().size());
    }

    @Test
    void a_full_set_takes_no_more() {
        Bench bench = bench("http.host; dataset:set,s,type string,memcap 150;");
        ask(bench, "/", "a");
        ask(bench, "/", "b");
        ask(bench, "/", "c");
        assertEquals(2, bench.alerts.size());
    }

    @Test
    void digests_addresses_and_context_come_from_files() throws IOException {
        Files.writeString(folder.resolve("md5.lst"), "0cc175b9c0f1b6a831c399e269772661\n");
        Files.writeString(folder.resolve("ip.lst"), "192.0.2.9\n");
        Files.writeString(folder.resolve("hosts.json"), "{\"all\":[{\"host\":\"a\",\"who\":\"x\"}]}");
        Files.writeString(folder.resolve("rep.lst"), "YQ==,200\n");
        Bench bench = new Bench(
                new RuleSettings(Map.of(), Map.of(), Map.of(), List.of(folder)),
                "alert http any any -> any any (http.host; to_md5; dataset:isset,m,type md5,load md5.lst; sid:1;)",
                "alert http any any -> any any (http.host; dataset:isset,j,type string,load hosts.json,format json,"
                        + "context_key told,value_key host,array_key all; sid:2;)",
                "alert ip any any -> any any (ip.dst; dataset:isset,i,type ip,load ip.lst; sid:3;)",
                "alert http any any -> any any (http.host; datarep:r,>,100,load rep.lst,type string; sid:4;)",
                "alert http any any -> any any (http.host; datarep:r,>,200,load rep.lst,type string; sid:5;)");
        assertEquals(List.of(), bench.rules.rejected());
        ask(bench, "/", "a");
        assertEquals(List.of(1L, 2L, 3L, 4L), bench.alerts.stream().sorted().toList());
        String all = bench.events.stream()
                .map(event -> EveJson.text(event.slots()))
                .toList()
                .toString();
        assertTrue(all.contains("\"context\":{\"told\":{\"host\":\"a\",\"who\":\"x\"}}"), all);
    }
}
