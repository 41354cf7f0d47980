package dejfa.range.wire;

/// Counter behind IPv4's identification field; drawn in time order when the capture is written.
/// Windows counts per host, Linux per connection.
final class IpIds {
    private int next;

    IpIds(int first) {
        next = first & 0xffff;
    }

    int take() {
        int id = next;
        next = next + 1 & 0xffff;
        return id;
    }
}
