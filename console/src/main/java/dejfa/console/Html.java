package dejfa.console;

/// Text from anywhere as HTML text or attribute value. Control characters, bidirectional overrides and lone surrogates
/// become visible escapes, so that nothing an attacker sends can become markup or rearrange what is read.
public final class Html {
    private Html() {}

    public static String text(String raw) {
        StringBuilder out = new StringBuilder(raw.length() + 16);
        raw.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append((char) point);
                default -> {
                    if (hidden(point)) out.append(String.format("\\u%04x", point));
                    else out.appendCodePoint(point);
                }
            }
        });
        return out.toString();
    }

    /// As [#text], cut to a length that no layout breaks on.
    public static String brief(String raw, int mostChars) {
        return raw.length() <= mostChars ? text(raw) : text(raw.substring(0, mostChars)) + "…";
    }

    private static boolean hidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
