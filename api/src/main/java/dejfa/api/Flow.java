package dejfa.api;

/// One flow: an entry of the flow table, owned by one worker. Addresses and ports are the client's and the
/// server's.
public final class Flow {
    /// Life of a flow, with Suricata's names.
    public enum State {
        NEW,
        ESTABLISHED,
        CLOSED,
        /// handed over: nothing more is read from it
        BYPASSED
    }

    /// hash of input identity, number of its first packet and sequence; never negative
    public long id;

    public int partition;
    public long clientHigh;
    public long clientLow;
    public long serverHigh;
    public long serverLow;
    public int clientPort;
    public int serverPort;
    public int protocol;
    public int ipVersion;
    public int vlanOuter;
    public int vlanInner;
    public int vlanThird;
    /// tags of its first packet, 0 to 3
    public int vlanCount;
    /// ICMP: type << 8 | code of the first packet of each direction, or -1
    public int icmpToServer = -1;

    public int icmpToClient = -1;
    public int tunnelDepth;
    /// index of the input
    public int source;

    public State state = State.NEW;
    public long startNs;
    public long lastNs;
    /// number of the first packet
    public long firstPacket;

    public long packetsToServer;
    public long packetsToClient;
    public long bytesToServer;
    public long bytesToClient;
    /// all TCP flags seen, per direction
    public int tcpFlagsToServer;

    public int tcpFlagsToClient;
    /// TCP's handshake was seen whole: the addresses can't be forged by someone off the path
    public boolean handshakeSeen;
    /// first packet seen was not a SYN
    public boolean midstream;
    /// why it ended: timeout, forced, shutdown; null while it lives
    public String endReason;
    /// TCP state by name for EVE (`syn_sent`, `established`, `closed`, …); null otherwise
    public String tcpState;

    /// `http`, `failed` (content is of no known protocol), or null while not decided
    public String appProtocol;

    public String appProtocolOriginal;
    /// what the first bytes of the client, and of the server, look like: a client may speak HTTP to an SSH server
    public String appProtocolToServer;

    public String appProtocolToClient;
    public Transactions transactions;
    /// an alert was raised on it
    public boolean alerted;

    /// decode: reassembly
    public Object streamState;
    /// protocols: recognition and parser
    public Object parserState;
    /// detect: bits, inspection progress
    public Object ruleState;
    /// node
    public Object nodeState;

    public Address client() {
        return new Address(clientHigh, clientLow);
    }

    public Address server() {
        return new Address(serverHigh, serverLow);
    }

    /// The peer has answered: by handshake, or by any packet of its own.
    public boolean answered() {
        return protocol == 6 ? handshakeSeen : packetsToClient > 0 && packetsToServer > 0;
    }
}
