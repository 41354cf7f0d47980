/// HPACK (RFC 7541): header blocks of HTTP/2 to names and values, with a dynamic table that is bounded whatever the
// peers
/// agree on. In: whole header blocks of one direction, in order. Out: names and values, table size updates, faults.
/// Called by `dejfa.protocols.http2`.
package dejfa.protocols.http2.hpack;
