package dejfa.ingest.log.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Address;
import dejfa.api.EveJson;
import dejfa.ingest.log.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogsTest {
    private static final String COMBINED = "192.0.2.7 - frank [10/Oct/2019:13:55:36 -0700]"
            + " \"GET /app/index.php?id=7&token=abc HTTP/1.1\" 200 2326 \"http://a.example/x\" \"Mozilla/5.0 (X11; \\\"q\\\")\"\n";

    @TempDir
    Path folder;

    private Records read(String text) throws IOException {
        return Records.of(folder, text, List.of());
    }

    @Test
    void a_combined_line_has_the_fields_of_the_taxonomy() throws IOException {
        Records.One one = read(COMBINED).get(0);
        assertEquals("null/null/webserver", one.where());
        assertEquals("2019-10-10T20:55:36.000000+0000", EveJson.time(one.timeNs()));
        assertEquals("192.0.2.7", one.value("c-ip"));
        assertEquals("frank", one.value("cs-username"));
        assertEquals("GET", one.value("cs-method"));
        assertEquals("/app/index.php", one.value("cs-uri-stem"));
        assertEquals(List.of("id=7&token=abc", "/app/index.php?id=7&token=abc"), one.values("cs-uri-query"));
        assertEquals("200", one.value("sc-status"));
        assertEquals("2326", one.value("sc-bytes"));
        assertEquals("http://a.example/x", one.value("cs-referer"));
        assertEquals("Mozilla/5.0 (X11; \\\"q\\\")", one.value("cs-user-agent"));
    }

    @Test
    void its_event_is_one_of_web_access_with_secrets_masked() throws IOException {
        Records.One one = read(COMBINED).get(0);
        assertEquals("access", one.event().type());
        assertEquals(Address.parse("192.0.2.7"), one.event().source());
        assertEquals("id=7&token=***", one.event().slots().text(AccessFields.URI_QUERY));
        assertEquals(200, one.event().slots().number(AccessFields.STATUS, 0));
        assertEquals(2326, one.event().slots().number(AccessFields.BYTES_TO_CLIENT, 0));
    }

    @Test
    void a_virtual_host_before_the_client_is_told_from_a_name_of_a_client() throws IOException {
        Records two = read("www.a.example:443 192.0.2.1 - - [10/Oct/2019:13:55:36 +0000] \"GET / HTTP/2.0\" 200 5\n"
                + "pc7.a.example - - [10/Oct/2019:13:55:37 +0000] \"-\" 408 -\n");
        assertEquals("www.a.example", two.get(0).value("cs-host"));
        assertEquals("443", two.get(0).value("s-port"));
        assertEquals("192.0.2.1", two.get(0).value("c-ip"));
        assertEquals("pc7.a.example", two.get(1).value("c-ip"));
        assertNull(two.get(1).value("cs-uri"));
        assertNull(two.get(1).value("sc-bytes"));
    }

    @Test
    void bytes_that_are_no_request_of_http_stay_what_was_asked_for() throws IOException {
        Records one = read("192.0.2.1 - - [10/Oct/2019:13:55:36 +0000] \"\\x16\\x03\\x01\" 400 0 \"-\" \"-\"\n");
        assertNull(one.get(0).value("cs-method"));
        assertEquals("\\x16\\x03\\x01", one.get(0).value("cs-uri-stem"));
    }

    @Test
    void a_broken_line_is_counted_and_the_next_is_read() throws IOException {
        Records read = read(COMBINED + "192.0.2.7 - - [no time] \"GET\"\n" + COMBINED);
        assertEquals(2, read.size());
        assertTrue(read.complaints().getFirst().contains("1 lines"), read.complaints()::toString);
    }

    @Test
    void an_absolute_url_gives_the_host() throws IOException {
        Records one = read("192.0.2.1 - - [10/Oct/2019:13:55:36 +0000] \"GET http://b.example/p?q HTTP/1.1\" 400 0\n");
        assertEquals("b.example", one.get(0).value("cs-host"));
        assertEquals("/p", one.get(0).value("cs-uri-stem"));
    }

    @Test
    void squid_is_a_proxy_with_the_whole_url() throws IOException {
        Records.One one = read("1286536309.450    183 192.168.0.68 TCP_MISS/200 1024 GET"
                        + " http://d.example:8080/a/file.exe?x=1 joe HIER_DIRECT/198.51.100.4 text/html\n")
                .get(0);
        assertEquals("null/squid/proxy", one.where());
        assertEquals(1_286_536_309_450_000_000L, one.timeNs());
        assertEquals("http://d.example:8080/a/file.exe?x=1", one.value("c-uri"));
        assertEquals("d.example", one.value("cs-host"));
        assertEquals("x=1", one.value("c-uri-query"));
        assertEquals("exe", one.value("c-uri-extension"));
        assertEquals("200", one.value("sc-status"));
        assertEquals("joe", one.value("cs-username"));
        assertEquals(Address.parse("198.51.100.4"), one.event().destination());
    }

    @Test
    void a_w3c_log_of_a_proxy_is_no_log_of_a_web_server() throws IOException {
        Records.One one =
                read("#Software: SGOS 6.7\n#Fields: date time c-ip cs-method cs-uri-scheme cs-host cs-uri-port"
                                + " cs-uri-path cs-uri-query cs(User-Agent) sc-status r-ip\n"
                                + "2019-10-10 13:55:36 10.0.0.7 GET http e.example 80 /x.php ?a=b \"Mozilla/5.0 (A b)\" 200 192.0.2.4\n")
                        .get(0);
        assertEquals("null/proxysg/proxy", one.where());
        assertEquals("http://e.example/x.php?a=b", one.value("c-uri"));
        assertEquals("Mozilla/5.0 (A b)", one.value("c-useragent"));
        assertEquals(Address.parse("192.0.2.4"), one.event().destination());
    }

    @Test
    void error_logs_of_apache_and_nginx_tell_service_and_client() throws IOException {
        Records.One apache = read("[Wed Oct 11 14:32:52.123456 2017] [core:notice] [pid 35708] [client 192.0.2.1:4711]"
                        + " AH00052: child pid 1 exit signal Segmentation Fault (11)\n")
                .get(0);
        assertEquals("null/apache/null", apache.where());
        assertEquals("192.0.2.1", apache.value("c-ip"));
        assertTrue(apache.value("message").contains("exit signal"));
        Records.One nginx =
                read("2017/10/11 14:32:52 [error] 35708#0: *1 open() failed, client: 192.0.2.9, server: x\n")
                        .get(0);
        assertEquals("null/nginx/null", nginx.where());
        assertEquals("192.0.2.9", nginx.value("c-ip"));
        assertEquals(apache.timeNs(), nginx.timeNs());
    }

    @Test
    void nginx_in_json_is_the_same_kind_of_access() throws IOException {
        Records.One one = read("{\"time_iso8601\":\"2019-10-10T20:55:36+00:00\",\"remote_addr\":\"192.0.2.7\","
                        + "\"request\":\"GET /a?b=c HTTP/1.1\",\"status\":\"404\",\"http_user_agent\":\"curl\"}\n")
                .get(0);
        assertEquals("null/nginx/webserver", one.where());
        assertEquals("access", one.event().type());
        assertEquals("/a", one.event().slots().text(AccessFields.URI_STEM));
        assertEquals("curl", one.event().slots().text(AccessFields.USER_AGENT));
        assertEquals(404, one.event().slots().number(AccessFields.STATUS, 0));
    }
}
