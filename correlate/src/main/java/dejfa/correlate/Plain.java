package dejfa.correlate;

/// Text that may hold what an attacker chose, made safe for a terminal and a page.
public final class Plain {
    private Plain() {}

    /// Without control characters, escape sequences and characters that change the direction or hide (Unicode's
    /// categories Cc, Cf, Co, Cs, Zl, Zp), each shown as `?`; at most `most` characters.
    public static String text(String text, int most) {
        if (text == null) return "";
        StringBuilder out = new StringBuilder(Math.min(text.length(), most));
        int marks = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (out.length() + 2 > most && i < text.length()) {
                return out.append('…').toString();
            }
            // One mark over a letter is writing; many on one place would climb into the lines above.
            boolean mark = Character.getType(c) == Character.NON_SPACING_MARK
                    || Character.getType(c) == Character.ENCLOSING_MARK;
            if (mark && ++marks > 2) {
                out.append('?');
                continue;
            }
            if (!mark) marks = 0;
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.PRIVATE_USE,
                        Character.SURROGATE,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.UNASSIGNED -> out.append('?');
                default -> out.appendCodePoint(c);
            }
        }
        return out.toString();
    }

    /// `one`, `two`, … as people write small numbers.
    static String count(int number) {
        String[] words = {"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
        return number >= 0 && number < words.length ? words[number] : Integer.toString(number);
    }

    static String plural(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
