/// Parts of a packet that rules look at as buffers. In: a packet. Out: bytes, and answers of tests on them. Called by
// the
/// keywords when they make a rule's packet tests. Header layouts by their RFCs (791, 8200, 9293, 768, 792).
package dejfa.detect.suricata.packet;
