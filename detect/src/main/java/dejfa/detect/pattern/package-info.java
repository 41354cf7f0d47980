/// Search for many literals at once, and the regular expressions of rules. In: bytes. Out: ids of the literals found,
/// matches. Called by the rule engines. Native engines (Vectorscan, PCRE2) with pure-Java twins, chosen by themselves.
package dejfa.detect.pattern;
