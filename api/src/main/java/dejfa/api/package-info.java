/// The nouns of Dejfa and the small interfaces between its modules; JDK only.
///
/// Hot nouns (reused objects, one per packet or flow): [PacketBatch], [Packet], [Flow], [Transactions], [Transaction].
/// Cold nouns (records): [Event], [Alert], [Incident], [Actor], [Indicator], [Block].
/// A value that a protocol or log yields is a typed slot ([Field], [Schema], [Slots]) declared in a `fields.yaml`;
/// EVE writer, rule keywords, store and console read that one schema.
@GenerateFields
package dejfa.api;
