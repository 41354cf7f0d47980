/// What the parsers read wire bytes with. In: bytes of a message, or chunks of a stream. Out: numbers and slices that
/// never lie outside, and messages put together from chunks within a bound. Called by the protocols' parsers.
package dejfa.protocols.wire;
