/// Hostile bytes: whatever comes, no exception, bounded memory, an answer in time.
///
/// `…Fuzz` are targets for Jazzer, run by `.ci/fuzz SECONDS [TARGET…]`; [PlantedFuzz] holds a bug on purpose: a fuzzer
/// that does not find it is blind. Seeds lie in `src/test/resources/dejfa/node/fuzz/TARGET`, made by [SeedMaker] out of
/// the range's traffic (`range-…`) or by hand (`hand…`); an input on which a target failed is kept there as `crash-…`.
/// The tests of this package run without Jazzer in `mvn verify`: every kept input through its target, the range's
/// traffic changed at random through the whole route, messages that never end.
package dejfa.node.fuzz;
