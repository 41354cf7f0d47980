/// EtherNet/IP's encapsulation and the CIP messages in it, over TCP and UDP (ODVA, The CIP Networks Library,
/// volumes 1 and 2). In: the stream, or datagrams. Out: one transaction per encapsulated command with its reply.
/// Called by the recognition of `dejfa.protocols`; the rule keyword `cip_service` reads the messages' facts.
@dejfa.api.GenerateFields
package dejfa.protocols.enip;
