package dejfa.detect.suricata.keyword.field;

import dejfa.detect.suricata.rule.BufferCatalog;

import dejfa.detect.suricata.match.IntegerTest;
import dejfa.detect.suricata.rule.BadRule;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Keywords of Kerberos and IKE that are neither a buffer nor a plain number.
final class KeyExchangeKeywords {
    /// RFC 3961 §8 and IANA's registry, as rules spell them
    private static final Map<String, Long> ENCRYPTION = Map.ofEntries(
            Map.entry("des-cbc-crc", 1L),
            Map.entry("des-cbc-md4", 2L),
            Map.entry("des-cbc-md5", 3L),
            Map.entry("des3-cbc-md5", 5L),
            Map.entry("des3-cbc-sha1", 7L),
            Map.entry("dsawithsha1-cmsoid", 9L),
            Map.entry("md5withrsaencryption-cmsoid", 10L),
            Map.entry("sha1withrsaencryption-cmsoid", 11L),
            Map.entry("rc2cbc-envoid", 12L),
            Map.entry("rsaencryption-envoid", 13L),
            Map.entry("rsaes-oaep-env-oid", 14L),
            Map.entry("des-ede3-cbc-env-oid", 15L),
            Map.entry("des3-cbc-sha1-kd", 16L),
            Map.entry("aes128-cts-hmac-sha1-96", 17L),
            Map.entry("aes256-cts-hmac-sha1-96", 18L),
            Map.entry("aes128-cts-hmac-sha256-128", 19L),
            Map.entry("aes256-cts-hmac-sha384-192", 20L),
            Map.entry("rc4-hmac", 23L),
            Map.entry("rc4-hmac-exp", 24L),
            Map.entry("camellia128-cts-cmac", 25L),
            Map.entry("camellia256-cts-cmac", 26L),
            Map.entry("subkey-keymaterial", 65L));

    /// All others are broken or withdrawn (RFC 6649, RFC 8429).
    private static final Set<Long> STRONG = Set.of(17L, 18L, 19L, 20L, 25L, 26L);

    private KeyExchangeKeywords() {}

    static void register(Map<String, FieldKeyword> all) {
        all.put("krb5.ticket_encryption", KeyExchangeKeywords::ticketEncryption);
        all.put("ike.chosen_sa_attribute", KeyExchangeKeywords::chosenAttribute);
    }

    /// `weak`, `!weak`, or numbers and names separated by commas or spaces, `!` before all of them.
    private static FieldTest ticketEncryption(String value, BufferCatalog buffers) {
        String keyword = "krb5.ticket_encryption";
        String text = Text.required(value, keyword).strip().toLowerCase(Locale.ROOT);
        boolean negated = text.startsWith("!");
        if (negated) text = text.substring(1).strip();
        Set<Long> wanted = new HashSet<>();
        boolean weak = text.equals("weak");
        if (!weak) {
            for (String word : text.split("[,\\s]+")) wanted.add(encryption(word.replace('_', '-')));
        }
        return FieldTest.ofNumber(keyword, number -> {
            boolean hit = weak ? !STRONG.contains(number) : wanted.contains(number);
            return hit != negated;
        });
    }

    private static long encryption(String word) {
        Long named = ENCRYPTION.get(word);
        if (named != null) return named;
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException e) {
            throw new BadRule(
                    "krb5.ticket_encryption: '" + word + "' is no encryption type",
                    "write weak, a number, or one of "
                            + String.join(", ", new java.util.TreeSet<>(ENCRYPTION.keySet())));
        }
    }

    /// `alg_hash=2`
    private static FieldTest chosenAttribute(String value, BufferCatalog buffers) {
        String keyword = "ike.chosen_sa_attribute";
        String text = Text.required(value, keyword);
        int equal = text.indexOf('=');
        String attribute = equal < 0 ? text : text.substring(0, equal).strip().toLowerCase(Locale.ROOT);
        String buffer = keyword + "." + attribute;
        if (equal < 0 || !buffers.knows(buffer)) {
            throw new BadRule(
                    keyword + ": '" + text.strip() + "' names no attribute",
                    "write alg_enc, alg_hash, alg_auth, alg_dh, alg_prf, sa_group_type, sa_life_type, sa_life_duration,"
                            + " sa_key_length or sa_field_size, then =, then a number");
        }
        IntegerTest test = Text.integerTest(text.substring(equal + 1), keyword, Map.of());
        return FieldTest.ofNumber(buffer, test::holds);
    }
}
