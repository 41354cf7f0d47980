package dejfa.ingest.log.syslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Address;
import dejfa.api.EveJson;
import dejfa.ingest.log.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyslogTest {
    @TempDir
    Path folder;

    private Records read(String text) throws IOException {
        return Records.of(folder, text, List.of());
    }

    private Records readWrittenAt(String text, String time) throws IOException {
        Path file = Files.writeString(folder.resolve("dated"), text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(time)));
        return Records.of(file, List.of());
    }

    @Test
    void rfc_5424_gives_head_structured_data_and_message() throws IOException {
        Records.One one = read("<165>1 2003-10-11T22:14:15.003+02:00 h.example evntslog 17 ID47"
                        + " [ex@32473 iut=\"3\" q=\"a \\\"b\\\" \\] c\"][two x=\"y\"] \u00ef\u00bb\u00bfAn event\n")
                .get(0);
        assertEquals("2003-10-11T20:14:15.003000+0000", EveJson.time(one.timeNs()));
        assertEquals("h.example", one.computer());
        assertEquals("20", one.value("facility"));
        assertEquals("5", one.value("severity"));
        assertEquals("evntslog", one.value("program"));
        assertEquals("17", one.value("pid"));
        assertEquals("ID47", one.value("msgid"));
        assertEquals("3", one.value("ex@32473.iut"));
        assertEquals("a \"b\" ] c", one.value("ex@32473.q"));
        assertEquals("y", one.value("two.x"));
        assertEquals("An event", one.value("message"));
        assertEquals("linux/syslog/null", one.where());
        assertEquals("log", one.event().type());
    }

    @Test
    void rfc_3164_takes_its_year_from_the_file_and_goes_over_new_year() throws IOException {
        Records read = readWrittenAt(
                "<34>Dec 31 23:59:59 mymachine su: 'su root' failed\nJan  1 00:00:01 mymachine su[7]: ok\n",
                "2020-01-02T00:00:00Z");
        assertEquals("2019-12-31T23:59:59.000000+0000", EveJson.time(read.get(0).timeNs()));
        assertEquals("2020-01-01T00:00:01.000000+0000", EveJson.time(read.get(1).timeNs()));
        assertEquals("linux/auth/null", read.get(0).where());
        assertEquals("'su root' failed", read.get(0).value("message"));
        assertEquals("7", read.get(1).value("pid"));
        assertTrue(read.complaints().getFirst().contains("2019"), read.complaints()::toString);
    }

    @Test
    void rsyslogs_time_and_octet_counting_are_read_as_well() throws IOException {
        Records read =
                read("2024-05-01T10:00:00.5+03:30 gw kernel: [1.0] x\n41 <13>1 2024-05-01T10:00:00Z a b - - - hello\n");
        assertEquals("2024-05-01T06:30:00.500000+0000", EveJson.time(read.get(0).timeNs()));
        assertEquals("gw", read.get(0).computer());
        assertEquals("kernel", read.get(0).value("program"));
        assertEquals("hello", read.get(1).value("message"));
    }

    @Test
    void sudo_and_sshd_say_who_and_from_where() throws IOException {
        Records read = read(
                "May  1 10:00:00 h sudo:    alice : TTY=pts/0 ; PWD=/home/a ; USER=#-1 ; COMMAND=/bin/sh -c a ; b\n"
                        + "May  1 10:00:01 h sshd[9]: Failed password for invalid user x from y from 192.0.2.5 port 4711 ssh2\n"
                        + "May  1 10:00:02 h CRON[1]: (root) CMD (run-parts /etc/cron.daily)\n");
        assertEquals("linux/sudo/null", read.get(0).where());
        assertEquals("#-1", read.get(0).value("USER"));
        assertEquals("/bin/sh -c a ; b", read.get(0).value("COMMAND"));
        assertEquals("alice", read.get(0).value("user"));
        assertEquals("linux/sshd/null", read.get(1).where());
        assertEquals("x from y", read.get(1).value("user"));
        assertEquals(Address.parse("192.0.2.5"), read.get(1).event().source());
        assertEquals("failure", read.get(1).value("outcome"));
        assertEquals("linux/cron/null", read.get(2).where());
        assertEquals("run-parts /etc/cron.daily", read.get(2).value("command"));
    }

    @Test
    void devices_say_who_they_are_by_their_mnemonic() throws IOException {
        Records read =
                read("10.5.5.10 6705: Feb 17 13:40:03.673: %PARSER-5-CFGLOG_LOGGEDCMD: User:admin  logged command:x\n"
                        + "<189>29: *Apr  7 13:58:40.411 UTC: %SYS-5-CONFIG_I: Configured from console\n"
                        + "<187>45: r1: .Mar  1 18:46:11: %TCP-6-BADAUTH: No MD5 digest from 10.0.0.1(179)\n");
        assertEquals("cisco/aaa/null", read.get(0).where());
        assertEquals("10.5.5.10", read.get(0).computer());
        assertTrue(read.get(0).value("message").startsWith("%PARSER-5-CFGLOG_LOGGEDCMD: User:admin"));
        assertEquals("cisco/syslog/null", read.get(1).where());
        assertEquals("%SYS-5-CONFIG_I", read.get(1).value("mnemonic"));
        assertEquals("cisco/bgp/null", read.get(2).where());
        Records peers =
                read("<187>1: r1: Mar  1 18:46:11: %IP-TCP-3-BADAUTH: No MD5 digest from 10.0.0.1:646 to 10.0.0.2:7\n"
                        + "Mar  1 18:46:11 r2 /kernel: tcp_auth_ok: Packet from 10.0.0.1:179 missing MD5 digest\n"
                        + "Mar  1 2024 18:46:11 r3 %%01BGP/3/BGP_AUTH_FAILED(l)[1]:peer 10.0.0.1:179\n");
        assertEquals("cisco/ldp/null", peers.get(0).where());
        assertEquals("juniper/bgp/null", peers.get(1).where());
        assertEquals("huawei/bgp/null", peers.get(2).where());
    }

    @Test
    void audit_lines_within_syslog_are_audit_records_and_joined() throws IOException {
        Records read =
                read("May  1 10:00:00 h audispd: type=SYSCALL msg=audit(1600000000.123:7): arch=c000003e syscall=59"
                        + " success=yes pid=4 ppid=3 uid=0 exe=\"/bin/dd\"\n"
                        + "May  1 10:00:00 h audispd: type=EXECVE msg=audit(1600000000.123:7): argc=2 a0=\"dd\" a1=\"if=/dev/zero\"\n"
                        + "May  1 10:00:00 h audispd: type=PROCTITLE msg=audit(1600000000.123:7): proctitle=6464\n"
                        + "May  1 10:00:01 h kernel: hello\n");
        assertEquals(5, read.size());
        assertEquals("linux/auditd/null", read.get(1).where());
        assertEquals("if=/dev/zero", read.get(1).value("a1"));
        assertEquals("linux/null/process_creation", read.get(3).where());
        assertEquals("dd if=/dev/zero", read.get(3).value("CommandLine"));
        assertEquals("hello", read.get(4).value("message"));
    }

    @Test
    void sysmon_for_linux_has_the_fields_of_windows_and_the_category_of_its_number() throws IOException {
        Records.One one =
                read("May  1 10:00:00 srv sysmon: <Event><System><Provider Name=\"Linux-Sysmon\"/><EventID>1</EventID>"
                                + "<TimeCreated SystemTime=\"2024-05-01T10:00:00.5Z\"/><Computer>srv</Computer></System><EventData>"
                                + "<Data Name=\"Image\">/usr/bin/nc</Data><Data Name=\"CommandLine\">nc -e /bin/sh &lt;x</Data></EventData></Event>\n")
                        .get(0);
        assertEquals("linux/sysmon/process_creation", one.where());
        assertEquals("/usr/bin/nc", one.value("Image"));
        assertEquals("nc -e /bin/sh <x", one.value("CommandLine"));
        assertEquals("2024-05-01T10:00:00.500000+0000", EveJson.time(one.timeNs()));
        assertEquals("log", one.event().type());
    }

    @Test
    void the_journals_export_form_carries_binary_values_with_line_feeds() throws IOException {
        String value = "two\nlines\r\n";
        String length = new String(new char[] {(char) value.length(), 0, 0, 0, 0, 0, 0, 0});
        Records read = read("__CURSOR=s=1\n__REALTIME_TIMESTAMP=1600000000000001\n_HOSTNAME=h\nSYSLOG_IDENTIFIER=sshd\n"
                + "MESSAGE\n" + length + value + "\n_PID=4\n\n"
                + "__CURSOR=s=2\n__REALTIME_TIMESTAMP=1600000000000002\nMESSAGE=next\n");
        assertEquals(2, read.size());
        assertEquals(1_600_000_000_000_001_000L, read.get(0).timeNs());
        assertEquals("linux/sshd/null", read.get(0).where());
        assertEquals(value, read.get(0).value("message"));
        assertEquals("4", read.get(0).value("pid"));
        assertEquals("next", read.get(1).value("message"));
        assertNull(read.get(1).computer());
    }

    @Test
    void the_journal_as_json_gives_text_from_bytes_and_audit_its_fields() throws IOException {
        Records read = read("{\"__REALTIME_TIMESTAMP\":\"1600000000000001\",\"MESSAGE\":[104,105],\"_COMM\":\"cron\"}\n"
                + "{\"__REALTIME_TIMESTAMP\":\"1600000000000002\",\"_AUDIT_TYPE_NAME\":\"SERVICE_STOP\","
                + "\"_AUDIT_FIELD_UNIT\":\"\\\"ufw\\\"\",\"MESSAGE\":\"x\"}\n");
        assertEquals("hi", read.get(0).value("message"));
        assertEquals("linux/cron/null", read.get(0).where());
        assertEquals("linux/auditd/null", read.get(1).where());
        assertEquals("SERVICE_STOP", read.get(1).value("type"));
        assertEquals("ufw", read.get(1).value("unit"));
    }
}
