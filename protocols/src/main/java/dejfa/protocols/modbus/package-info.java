/// Modbus over TCP (MODBUS Application Protocol Specification V1.1b3; MODBUS Messaging on TCP/IP Implementation
/// Guide V1.0b). In: the stream. Out: one transaction per request with its response, told apart by the
/// transaction identifier. Called by the recognition of `dejfa.protocols`; the rule keyword `modbus` reads the
/// request's record.
@dejfa.api.GenerateFields
package dejfa.protocols.modbus;
