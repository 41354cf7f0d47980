/// MQTT 3.1, 3.1.1 and 5.0 (OASIS standards). In: the stream. Out: one transaction per message that opens an exchange,
/// with the messages that answer it. Called by the recognition of `dejfa.protocols`. Bounded by
/// `app-layer.protocols.mqtt.max-msg-length`; what PUBLISH carries passes in chunks.
@dejfa.api.GenerateFields
package dejfa.protocols.mqtt;
