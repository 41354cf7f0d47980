package dejfa.ingest.log.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dejfa.api.Address;
import dejfa.ingest.log.Records;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
    private static final String CALL =
            "type=SYSCALL msg=audit(1604996384.965:93777): arch=c000003e syscall=%s success=yes"
                    + " exit=0 a0=7f a1=2 items=2 ppid=29002 pid=2168 auid=1000 uid=33 euid=33 ses=104 comm=\"x\" exe=%s key=(null)\n";

    @TempDir
    Path folder;

    private Records read(String text) throws IOException {
        return Records.of(folder, text, List.of());
    }

    private static String line(String type, String rest) {
        return "type=" + type + " msg=audit(1604996384.965:93777): " + rest + "\n";
    }

    @Test
    void each_line_is_a_record_with_the_call_named_and_values_decoded() throws IOException {
        Records read =
                read(CALL.formatted("319", "2F746D702F61206220") + line("EXECVE", "argc=2 a0=\"dd\" a1=69663D2F20"));
        assertEquals("linux/auditd/null", read.get(0).where());
        assertEquals("SYSCALL", read.get(0).value("type"));
        assertEquals("memfd_create", read.get(0).value("SYSCALL"));
        assertEquals("7f", read.get(0).value("a0"));
        assertEquals("33", read.get(0).value("euid"));
        assertEquals("/tmp/a b ", read.get(0).value("exe"));
        assertEquals(List.of(), read.get(0).values("key"));
        assertEquals("if=/ ", read.get(1).value("a1"));
        assertEquals(1_604_996_384_965_000_000L, read.get(1).timeNs());
    }

    @Test
    void a_started_program_is_one_more_record_of_process_creation() throws IOException {
        Records read = read(CALL.formatted("59", "\"/bin/dd\"")
                + line("EXECVE", "argc=3 a0=\"dd\" a1[0]=\"if=\" a1[1]=\"/dev/zero\" a2=\"bs=1\"")
                + line("CWD", "cwd=\"/home/w\"")
                + line("PATH", "item=0 name=\"/bin/dd\" nametype=NORMAL")
                + line("PROCTITLE", "proctitle=6464"));
        assertEquals(6, read.size());
        Records.One started = read.get(5);
        assertEquals("linux/null/process_creation", started.where());
        assertEquals("dd if=/dev/zero bs=1", started.value("CommandLine"));
        assertEquals("/bin/dd", started.value("Image"));
        assertEquals("/home/w", started.value("CurrentDirectory"));
        assertEquals("2168", started.value("ProcessId"));
        assertEquals(
                6, read.all().stream().map(one -> one.event().id()).distinct().count());
    }

    @Test
    void files_made_and_connections_opened_are_told_in_their_categories() throws IOException {
        Records made = read(CALL.formatted("257", "\"/bin/sh\"")
                + line("CWD", "cwd=\"/etc\"")
                + line("PATH", "item=1 name=\"cron.d/x\" nametype=CREATE")
                + line("EOE", ""));
        assertEquals("linux/null/file_event", made.get(3).where());
        assertEquals("/etc/cron.d/x", made.get(3).value("TargetFilename"));
        Records opened =
                read(CALL.formatted("42", "\"/bin/sh\"") + line("SOCKADDR", "saddr=0200115CC63364070000000000000000"));
        assertEquals("linux/null/network_connection", opened.get(2).where());
        assertEquals("198.51.100.7", opened.get(2).value("DestinationIp"));
        assertEquals("4444", opened.get(2).value("DestinationPort"));
        assertEquals(Address.parse("198.51.100.7"), opened.get(2).event().destination());
    }

    @Test
    void what_user_space_says_in_quotes_is_read_into_fields() throws IOException {
        Records.One one = read("node=srv1 type=SERVICE_STOP msg=audit(1604996384.965:9): pid=1 uid=0 auid=4294967295"
                        + " msg='unit=firewalld comm=\"systemd\" exe=\"/usr/lib/systemd/systemd\" hostname=? res=success'\u001dUID=\"root\"\n")
                .get(0);
        assertEquals("firewalld", one.value("unit"));
        assertEquals("systemd", one.value("comm"));
        assertEquals("success", one.value("res"));
        assertEquals("root", one.value("UID"));
        assertEquals("srv1", one.computer());
    }

    @Test
    void events_whose_lines_come_in_turns_are_kept_apart() throws IOException {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            log.append("type=SYSCALL msg=audit(1600000000.001:")
                    .append(i)
                    .append("): arch=c000003e syscall=59 exe=\"/b\"\n");
        }
        for (int i = 0; i < 200; i++) {
            log.append("type=EXECVE msg=audit(1600000000.001:")
                    .append(i)
                    .append("): argc=1 a0=\"p")
                    .append(i)
                    .append("\"\n");
        }
        Records read = read(log.toString());
        List<String> started = read.all().stream()
                .filter(one -> "process_creation".equals(one.origin().category()))
                .map(one -> one.value("CommandLine"))
                .sorted()
                .toList();
        assertEquals(200, started.size());
    }
}
