package dejfa.detect.suricata.keyword;

import dejfa.detect.suricata.keyword.field.Text;
import dejfa.api.FileHash;
import dejfa.api.FileTransfer;
import dejfa.detect.suricata.data.DataSets;
import dejfa.detect.suricata.match.IntegerTest;
import dejfa.detect.suricata.rule.BadRule;
import dejfa.detect.suricata.rule.Clause;
import dejfa.detect.suricata.rule.Clause.Answer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Keywords on files.
final class FileKeywords {
    private static final Map<FileHash, String> ALGORITHMS =
            Map.of(FileHash.MD5, "MD5", FileHash.SHA1, "SHA-1", FileHash.SHA256, "SHA-256");

    private FileKeywords() {}

    static void register(Map<String, Keyword> all) {
        all.put("filename", (rule, value) -> name(rule, value, false));
        all.put("fileext", (rule, value) -> name(rule, value, true));
        all.put("filesize", FileKeywords::size);
        all.put("filemagic", FileKeywords::magic);
        all.put("filemd5", (rule, value) -> digest(rule, value, FileHash.MD5, file -> file.md5));
        all.put("filesha1", (rule, value) -> digest(rule, value, FileHash.SHA1, file -> file.sha1));
        all.put("filesha256", (rule, value) -> digest(rule, value, FileHash.SHA256, file -> file.sha256));
    }

    private static void file(RuleBuilder rule, Clause.FileTest test) {
        rule.protocolKeyword = true;
        rule.clauses.add(new Clause.File(test));
    }

    /// Asks for a file to be there; keeping it is the operator's affair.
    static void store(RuleBuilder rule) {
        rule.storesFiles = true;
        if (rule.clauses.isEmpty() && rule.drafts.isEmpty()) file(rule, file -> Answer.YES);
    }

    private static Answer answer(boolean yes) {
        return yes ? Answer.YES : Answer.NO;
    }

    private static void name(RuleBuilder rule, String value, boolean extension) {
        if (value == null) throw new BadRule("a file name is missing", "write it between quotes");
        boolean negated = value.startsWith("!");
        String wanted = new String(
                        ContentDraft.bytes(negated ? value.substring(1) : value), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        file(rule, file -> {
            if (file.name == null) return Answer.LATER;
            String name = new String(file.name, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            return answer((extension ? name.endsWith("." + wanted) : name.contains(wanted)) != negated);
        });
    }

    private static boolean ended(FileTransfer file) {
        return file.state != FileTransfer.State.OPEN;
    }

    private static void size(RuleBuilder rule, String value) {
        IntegerTest test = Text.integerTest(value, "filesize", Map.of());
        file(rule, file -> {
            boolean holds = test.holds(file.body.totalBytes());
            boolean grows =
                    test.operator() == IntegerTest.Operator.GREATER || test.operator() == IntegerTest.Operator.AT_LEAST;
            if (holds && (grows || ended(file))) return Answer.YES;
            return ended(file) ? Answer.NO : Answer.LATER;
        });
    }

    private static void magic(RuleBuilder rule, String value) {
        if (value == null) throw new BadRule("filemagic needs a text", "write it between quotes");
        boolean negated = value.startsWith("!");
        String wanted = new String(
                        ContentDraft.bytes(negated ? value.substring(1) : value), StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        file(rule, file -> {
            if (file.body.start() > 0 || file.body.length() < FileMagic.BYTES && !ended(file)) return Answer.LATER;
            String magic = FileMagic.of(file.body.data(), file.body.length()).toLowerCase(Locale.ROOT);
            return answer(magic.contains(wanted) != negated);
        });
    }

    private static void digest(RuleBuilder rule, String value, FileHash kind, Function<FileTransfer, String> kept) {
        String t = Text.required(value, "the digest list");
        boolean negated = t.startsWith("!");
        Set<String> wanted = new HashSet<>();
        for (String line : lines(rule, negated ? t.substring(1).strip() : t)) {
            String[] words = line.strip().split("\\s+", 2);
            if (!words[0].isEmpty()) wanted.add(words[0].toLowerCase(Locale.ROOT));
        }
        file(rule, new DigestTest(kind, kept, wanted, negated));
    }

    /// @param kept where the file keeps its digest; null there: it was not made
    private record DigestTest(FileHash digest, Function<FileTransfer, String> kept, Set<String> wanted, boolean negated)
            implements Clause.FileTest {
        @Override
        public Answer holds(FileTransfer file) {
            if (!ended(file)) return Answer.LATER;
            if (file.state == FileTransfer.State.TRUNCATED) return Answer.NO;
            String found = kept.apply(file);
            if (found == null && file.body.start() == 0) found = compute(file);
            return found == null ? Answer.NO : answer(wanted.contains(found) != negated);
        }

        private String compute(FileTransfer file) {
            try {
                MessageDigest made = MessageDigest.getInstance(ALGORITHMS.get(digest));
                made.update(file.body.data(), 0, file.body.length());
                return HexFormat.of().formatHex(made.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has " + digest, e);
            }
        }
    }

    private static List<String> lines(RuleBuilder rule, String name) {
        try {
            return DataSets.lines(rule.context.sets().find(name));
        } catch (IllegalArgumentException e) {
            throw new BadRule(e.getMessage(), "put the file beside the rules");
        }
    }

    /// What a file is by its first bytes, in the words of libmagic, for the kinds that rules ask about.
    private static final class FileMagic {
        /// enough for every kind below
        static final int BYTES = 64;

        static String of(byte[] data, int length) {
            String head = new String(data, 0, Math.min(length, BYTES), StandardCharsets.ISO_8859_1);
            if (head.startsWith("MZ")) return "PE32 executable (GUI) Intel 80386, for MS Windows, MS-DOS executable";
            if (head.startsWith("%PDF-"))
                return "PDF document, version " + head.substring(5, Math.min(8, head.length()));
            if (head.startsWith("\u0089PNG")) return "PNG image data";
            if (head.startsWith("GIF8")) return "GIF image data";
            if (head.startsWith("\u00ff\u00d8\u00ff")) return "JPEG image data";
            if (head.startsWith("PK\u0003\u0004")) return "Zip archive data";
            if (head.startsWith("\u001f\u008b")) return "gzip compressed data";
            if (head.startsWith("Rar!")) return "RAR archive data";
            if (head.startsWith("7z\u00bc\u00af")) return "7-zip archive data";
            if (head.startsWith("\u007fELF")) return "ELF executable";
            if (head.startsWith("\u00d0\u00cf\u0011\u00e0")) return "Composite Document File V2 Document";
            if (head.startsWith("MSCF")) return "Microsoft Cabinet archive data";
            if (head.startsWith("CWS") || head.startsWith("FWS")) return "Macromedia Flash data";
            if (head.startsWith("\u00ca\u00fe\u00ba\u00be")) return "compiled Java class data";
            if (head.startsWith("{\\rtf")) return "Rich Text Format data";
            String lower = head.stripLeading().toLowerCase(Locale.ROOT);
            if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) return "HTML document, ASCII text";
            if (lower.startsWith("<?xml")) return "XML document, ASCII text";
            boolean text = head.chars().allMatch(c -> c >= 0x20 && c < 0x7f || c == '\r' || c == '\n' || c == '\t');
            return length == 0 ? "empty" : text ? "ASCII text" : "data";
        }
    }
}
