/// Bodies of HTTP messages: where they end (RFC 9112 §6) and what codings are undone (RFC 9110 §8.4).
///
/// In: body bytes as on the wire, in chunks of any size. Out: the plain bytes, to a [ByteSink]. Called by the readers
/// of [dejfa.protocols.http]. State is bounded whatever the size of the body; a bomb is cut and named.
package dejfa.protocols.http.body;
