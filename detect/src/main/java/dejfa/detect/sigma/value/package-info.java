/// Tests of single values: texts with wildcards, numbers, times, networks, regular expressions, over the bytes of a
/// log. In: what rules ask of a value. Out: tests that allocate nothing and are linear in the value, and the
/// literals that a value must hold to pass. Called by `detect.sigma.match`.
package dejfa.detect.sigma.value;
