/// Brotli (RFC 7932), decoded as it arrives.
///
/// In: compressed bytes in chunks of any size. Out: plain bytes, to a [BrotliDecoder.Output]. Called by the layers of
/// [dejfa.protocols.http.body]. Any bytes end in a state, never an exception; time is linear in bytes in and out.
/// The resources beside it are the standard's appendices A (words) and B (transforms).
package dejfa.protocols.http.brotli;
