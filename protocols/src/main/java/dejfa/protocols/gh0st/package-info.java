/// The framing of the gh0st family of remote control tools, as defenders' public reports describe it: a printable
/// tag of 3
/// to 16 bytes, two little-endian 32-bit sizes (the whole message, then the inflated body; some descendants have
/// them the
/// other way round) and a zlib body (RFC 1950). In: a TCP stream. Out: one transaction per message with sizes and
/// proof;
/// bodies are inflated up to a bound to prove the sizes, and nothing of them is kept but their first byte. Called
/// by the
/// recognition of `dejfa.protocols`. A message proves itself, so renamed tags are found as well as the first one.
@dejfa.api.GenerateFields
package dejfa.protocols.gh0st;
