package dejfa.protocols.pop3;

import dejfa.api.EveJson;
import dejfa.protocols.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One command line.
///
/// @param arguments masked where they are secret
/// @param fits the number of arguments is one that the command may have
record Pop3Command(String name, List<byte[]> arguments, boolean known, boolean fits) {
    private static final byte[] MASK = Ascii.bytes(EveJson.MASK);
    private static final int MAX_ARGUMENTS = 16;

    /// fewest and most arguments
    private record Arity(int least, int most) {}

    private static final Map<String, Arity> ARITIES = Map.ofEntries(
            Map.entry("USER", new Arity(1, 1)),
            // A password may hold blanks.
            Map.entry("PASS", new Arity(1, MAX_ARGUMENTS)),
            Map.entry("APOP", new Arity(2, 2)),
            Map.entry("STAT", new Arity(0, 0)),
            Map.entry("LIST", new Arity(0, 1)),
            Map.entry("RETR", new Arity(1, 1)),
            Map.entry("DELE", new Arity(1, 1)),
            Map.entry("NOOP", new Arity(0, 0)),
            Map.entry("RSET", new Arity(0, 0)),
            Map.entry("QUIT", new Arity(0, 0)),
            Map.entry("TOP", new Arity(2, 2)),
            Map.entry("UIDL", new Arity(0, 1)),
            Map.entry("CAPA", new Arity(0, 0)),
            Map.entry("STLS", new Arity(0, 0)),
            Map.entry("AUTH", new Arity(0, 2)),
            Map.entry("UTF8", new Arity(0, 0)),
            Map.entry("LANG", new Arity(0, 1)));

    static Pop3Command read(byte[] line) {
        List<byte[]> words = new ArrayList<>(3);
        int at = 0;
        while (at < line.length && words.size() <= MAX_ARGUMENTS) {
            int end = Ascii.indexOf(line, ' ', at, line.length);
            if (end < 0) end = line.length;
            if (end > at) words.add(Ascii.trim(line, at, end));
            at = end + 1;
        }
        String name = words.isEmpty() ? "" : Ascii.text(words.removeFirst()).toUpperCase(Locale.ROOT);
        Arity arity = ARITIES.get(name);
        boolean fits = arity != null && words.size() >= arity.least() && words.size() <= arity.most();
        mask(name, words);
        return new Pop3Command(name, words, arity != null, fits);
    }

    private static void mask(String name, List<byte[]> words) {
        int from = name.equals("PASS") ? 0 : name.equals("APOP") || name.equals("AUTH") ? 1 : words.size();
        for (int i = from; i < words.size(); i++) words.set(i, MASK);
    }

    /// Do further lines follow a positive first one (RFC 1939 §3)?
    boolean isMultiLine() {
        return switch (name) {
            case "RETR", "TOP", "CAPA" -> true;
            case "LIST", "UIDL", "AUTH", "LANG" -> arguments.isEmpty();
            default -> false;
        };
    }

    boolean bringsMail() {
        return name.equals("RETR") || name.equals("TOP");
    }
}
