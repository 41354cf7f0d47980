package dejfa.range.noise;

import dejfa.range.wire.Dice;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Text of no meaning for web pages and mails.
final class Pages {
    private static final List<String> WORDS = List.of(
            "form",
            "office",
            "service",
            "minutes",
            "notice",
            "meeting",
            "budget",
            "water",
            "road",
            "school",
            "permit",
            "month",
            "report",
            "question",
            "answer",
            "the",
            "of",
            "and",
            "for",
            "with",
            "new",
            "public",
            "page");

    private Pages() {}

    static String text(Dice dice, int characters) {
        StringBuilder out = new StringBuilder(characters + 12);
        while (out.length() < characters) out.append(dice.pick(WORDS)).append(dice.chance(0.1) ? ".\r\n" : " ");
        return out.toString();
    }

    static byte[] html(Dice dice, int bytes) {
        String page = "<!DOCTYPE html><html><head><title>" + dice.pick(WORDS) + "</title></head><body><p>"
                + text(dice, bytes) + "</p></body></html>";
        return page.getBytes(StandardCharsets.US_ASCII);
    }
}
