/// What single keywords read of a packet or message: chunks of SCTP, the country of an address, a Modbus request.
/// In: the packet, or the slots of a message. Out: yes or no, numbers, bytes. Called by the tests that the
/// keywords make.
package dejfa.detect.suricata.wire;
