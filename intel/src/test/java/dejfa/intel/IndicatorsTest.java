package dejfa.intel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.api.Indicator;
import dejfa.api.Indicator.Kind;
import dejfa.testkit.Project;
import dejfa.testkit.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndicatorsTest {
    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void plain_lines_are_recognised_and_refanged() throws IOException {
        Indicators all = Indicators.load(List.of(file("list.txt", """
            # a comment
            198.51.100[.]7
            203.0.113.0/24   # a network
            EVIL[.]example.
            hxxps://bad.example/a/b?c=1
            d41d8cd98f00b204e9800998ecf8427e
            """)));
        assertEquals(List.of(), all.refused());
        assertEquals(5, all.size());
        assertEquals(1, all.lookup(Kind.ADDRESS, "198.51.100.7").size());
        assertEquals(1, all.lookup(Kind.ADDRESS, "::ffff:198.51.100.7").size());
        assertEquals(1, all.lookup(Kind.ADDRESS, "203.0.113.200").size());
        assertEquals(0, all.lookup(Kind.ADDRESS, "203.0.114.1").size());
        assertEquals(1, all.lookup(Kind.DOMAIN, "deep.sub.evil.example").size());
        assertEquals(0, all.lookup(Kind.DOMAIN, "notevil.example").size());
        assertEquals(1, all.lookup(Kind.URL, "http://BAD.example/a/b?c=1").size());
        assertEquals(1, all.lookup(Kind.MD5, "D41D8CD98F00B204E9800998ECF8427E").size());
        assertEquals(
                "list.txt", all.lookup(Kind.DOMAIN, "evil.example").getFirst().source());
    }

    @Test
    void hosts_files_give_names() throws IOException {
        Indicators all = Indicators.load(List.of(file("hosts", "127.0.0.1 localhost\n0.0.0.0 a.example b.example\n")));
        assertEquals(2, all.size());
        assertEquals(1, all.lookup(Kind.DOMAIN, "b.example").size());
    }

    @Test
    void csv_has_columns_by_header_or_by_position() throws IOException {
        Indicators all = Indicators.load(List.of(
                file("a.csv", "type,value,actor,valid_until\ndomain,x.example,APT27,2026-12-31\n"),
                file("b.csv", "y.example,domain,\"Report, 2020\",APT27,0.8,\n")));
        assertEquals(List.of(), all.refused());
        Indicator first = all.lookup(Kind.DOMAIN, "x.example").getFirst();
        assertEquals("APT27", first.actor());
        assertEquals(1_798_761_600_000_000_000L, first.validUntilNs());
        Indicator second = all.lookup(Kind.DOMAIN, "y.example").getFirst();
        assertEquals("Report, 2020", second.source());
        assertEquals(0.8, second.reliability());
    }

    @Test
    void what_is_refused_has_file_line_and_reason() throws IOException {
        Indicators all = Indicators.load(List.of(
                file(
                        "a.csv",
                        "value,type\nx.example,colour\n1.2.3.4.5,address\n0.0.0.0/0,network\ngood.example,domain\n"),
                folder.resolve("missing")));
        assertEquals(1, all.size());
        String refused = String.join("\n", all.refused());
        assertTrue(refused.contains("a.csv:2: unknown type 'colour'"), refused);
        assertTrue(refused.contains("a.csv:3: "), refused);
        assertTrue(refused.contains("a.csv:4: network too wide"), refused);
        assertTrue(refused.contains("missing: can't be read"), refused);
    }

    @Test
    void a_list_of_several_actors_is_shared_and_a_copy_counts_as_its_original() throws IOException {
        StringBuilder text = new StringBuilder("value,actor\n");
        for (int i = 0; i < 10; i++)
            text.append("n" + i + ".example,")
                    .append(i < 5 ? "APT27" : "OilRig")
                    .append('\n');
        Indicators all = Indicators.load(List.of(file("one.csv", text.toString()), file("two.csv", text.toString())));
        List<Indicator> hits = all.lookup(Kind.DOMAIN, "n1.example");
        assertTrue(hits.stream().allMatch(Indicator::sharedList));
        assertEquals(1, hits.stream().map(Indicator::source).distinct().count(), hits.toString());
    }

    @Test
    void any_bytes_load_without_an_exception() {
        Seeds.run(300, random -> {
            byte[] bytes = new byte[random.nextInt(2_000)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length; i++) {
                if (random.nextInt(3) == 0) bytes[i] = (byte) "\n,.:/#\"[]1a-".charAt(random.nextInt(12));
            }
            try {
                Indicators all = Indicators.load(List.of(Files.write(folder.resolve("any"), bytes)));
                all.lookup(Kind.DOMAIN, new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
                all.lookup(Kind.ADDRESS, "1.2.3.4");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void outside_lists_of_hashes_load_whole() throws IOException {
        Path outside = Project.shared("cases/indicators/eset").orElse(null);
        org.junit.jupiter.api.Assumptions.assumeTrue(outside != null);
        try (Stream<Path> files = Files.walk(outside)) {
            List<Path> lists = files.filter(
                            path -> path.getFileName().toString().startsWith("samples."))
                    .sorted()
                    .toList();
            Indicators all = Indicators.load(lists);
            System.out.println("outside lists: " + lists.size() + " files, " + all.size() + " indicators, "
                    + all.refused().size() + " refused");
            assertEquals(List.of(), all.refused());
            assertTrue(all.size() > 100, all.size() + " indicators");
        }
    }
}
