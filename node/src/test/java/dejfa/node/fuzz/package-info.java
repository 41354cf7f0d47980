/// Fuzz targets for Jazzer, run by `.ci/fuzz` (not by the unit tests): whatever bytes come, no exception, and an answer
/// in time. [PlantedFuzz] holds a bug on purpose: a fuzzer that does not find it is blind.
package dejfa.node.fuzz;
