package dejfa.detect.suricata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dejfa.testkit.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayloadKeywordsTest {
    private static void fires(String options, String payload) {
        Bench bench = Bench.tcp(options);
        assertTrue(
                bench.rules.rejected().isEmpty(), () -> bench.rules.rejected().toString());
        assertEquals(List.of(1L), bench.see(payload).alerts, options + " on " + payload);
    }

    private static void silent(String options, String payload) {
        Bench bench = Bench.tcp(options);
        assertTrue(
                bench.rules.rejected().isEmpty(), () -> bench.rules.rejected().toString());
        assertEquals(List.of(), bench.see(payload).alerts, options + " on " + payload);
    }

    @Test
    void content_with_hex_and_escapes_matches() {
        fires("content:\"uid=0|28|root|29|\";", "id: uid=0(root)");
        fires("content:\"a\\;b\\\"c\\\\d\\:e\";", "xa;b\"c\\d:e");
        silent("content:\"ABC\";", "abc");
        fires("content:\"ABC\"; nocase;", "xxabc");
        silent("content:!\"abc\";", "xxabc");
        fires("content:!\"abc\";", "xxabd");
    }

    @Test
    void offset_and_depth_bound_where_content_may_be() {
        fires("content:\"b\"; offset:1; depth:1;", "abc");
        silent("content:\"b\"; offset:2;", "abc");
        silent("content:\"c\"; depth:2;", "abc");
        fires("content:\"a\"; startswith;", "abc");
        silent("content:\"b\"; startswith;", "abc");
        fires("content:\"c\"; endswith;", "abc");
        silent("content:\"b\"; endswith;", "abc");
        fires("content:\"ab\"; endswith;", "abxxab");
    }

    @Test
    void a_relative_content_tries_later_matches_of_the_one_before_it() {
        fires("content:\"a\"; content:\"b\"; distance:0; within:1;", "axxab");
        silent("content:\"a\"; content:\"b\"; distance:0; within:1;", "axxaxb");
        fires("content:\"a\"; content:\"b\"; distance:2;", "axxb");
        silent("content:\"a\"; content:\"b\"; distance:3;", "axxb");
        fires("content:\"ab\"; content:\"a\"; distance:-2; within:1;", "xab");
        fires("content:\"a\"; content:!\"b\"; within:1;", "abac");
    }

    @Test
    void is_data_at_looks_behind_the_match() {
        fires("content:\"a\"; isdataat:2,relative;", "abc");
        silent("content:\"a\"; isdataat:3,relative;", "abc");
        fires("content:\"c\"; isdataat:!1,relative;", "abc");
        silent("content:\"b\"; isdataat:!1,relative;", "abc");
        fires("isdataat:2; content:\"a\";", "abc");
        silent("isdataat:3; content:\"a\";", "abc");
    }

    @Test
    void byte_keywords_read_numbers_in_either_order_and_as_text() {
        fires("content:\"a\"; byte_test:2,=,258,1;", "a\u0001\u0002");
        fires("content:\"a\"; byte_test:2,=,513,0,relative,little;", "a\u0001\u0002");
        fires("content:\"a\"; byte_test:3,>,122,0,relative,string,dec;", "a123");
        silent("content:\"a\"; byte_test:3,>,123,0,relative,string,dec;", "a123");
        fires("content:\"a\"; byte_test:0,=,123,0,relative,string,dec;", "a123 45");
        silent("content:\"a\"; byte_test:0,=,12,0,relative,string,dec;", "a123 45");
        fires("content:\"a\"; byte_test:1,&,0x80,0,relative;", "a\u0081");
        fires("content:\"a\"; byte_test:1,=,8,0,relative,bitmask 0xf0;", "a\u0081");
        fires("content:\"L\"; byte_jump:1,0,relative; content:\"z\"; within:1;", "L\u0002xxz");
        fires("content:\"L\"; byte_extract:1,0,n,relative; content:\"z\"; distance:n; within:1;", "L\u0002xxz");
        fires("byte_extract:1,0,n; content:\"z\"; offset:n;", "\u0002xz");
        silent("byte_extract:1,0,n; content:\"z\"; offset:n;", "\u0003xz");
        fires(
                "byte_math:bytes 1,offset 0,oper *,rvalue 2,result m; byte_test:1,=,m,1; content:\"|06|\";",
                "\u0003\u0006");
    }

    @Test
    void pcre_with_flags_and_relative() {
        fires("pcre:\"/A.C/i\";", "xxabc");
        silent("pcre:\"/a.c/\";", "a\nc");
        fires("pcre:\"/a.c/s\";", "a\nc");
        fires("content:\"k=\"; pcre:\"/^[0-9]+\\;/R\";", "k=12;");
        silent("content:\"k=\"; pcre:\"/^[0-9]+\\;/R\";", "k=x12;");
        silent("pcre:!\"/a.c/\"; content:\"a\";", "abc");
    }

    @Test
    void base64_is_decoded_before_it_is_asked() {
        fires("content:\"d=\"; base64_decode:bytes 8,offset 0,relative; base64_data; content:\"hello\";", "d=aGVsbG8=");
        silent("content:\"d=\"; base64_decode:bytes 8,offset 0,relative; base64_data; content:\"help\";", "d=aGVsbG8=");
    }

    @Test
    void dsize_and_flags_look_at_the_packet() {
        fires("dsize:3; content:\"a\";", "abc");
        silent("dsize:>3; content:\"a\";", "abc");
        fires("dsize:2<>4; content:\"a\";", "abc");
        silent("flags:S; content:\"a\";", "abc");
    }

    /// What the prefilter may not do: change the answer. The same tests run without a literal to look for.
    @Test
    void the_prefilter_gives_the_same_alerts_as_no_prefilter() {
        Seeds.run(300, random -> {
            String alphabet = "abAB";
            StringBuilder payload = new StringBuilder();
            for (int i = 0; i < 12; i++) payload.append(alphabet.charAt(random.nextInt(4)));
            StringBuilder word = new StringBuilder();
            for (int i = 0; i <= random.nextInt(3); i++) word.append(alphabet.charAt(random.nextInt(4)));
            boolean nocase = random.nextBoolean();
            int offset = random.nextInt(8);
            String content = "content:\"" + word + "\"; offset:" + offset + ";" + (nocase ? " nocase;" : "");
            String regex = "pcre:\"/^.{" + offset + ",}?" + word + "/s" + (nocase ? "i" : "") + "\";";
            assertEquals(
                    Bench.tcp(regex).see(payload.toString()).alerts.size(),
                    Bench.tcp(content).see(payload.toString()).alerts.size(),
                    content + " on " + payload);
        });
    }
}
