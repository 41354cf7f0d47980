/// DNP3 over TCP and UDP (IEEE 1815): link frames with their CRCs, the transport function that joins them, and the
/// application layer with its objects. In: the stream, or datagrams. Out: one transaction per application fragment,
/// of the direction it went. Called by the recognition of `dejfa.protocols`; `objects.txt` tells the points' forms.
@dejfa.api.GenerateFields
package dejfa.protocols.dnp3;
