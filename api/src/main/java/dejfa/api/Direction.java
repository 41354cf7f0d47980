package dejfa.api;

/// Direction within a flow. The client is who sent the first packet (or the SYN).
public enum Direction {
    TO_SERVER,
    TO_CLIENT;

    public Direction reverse() {
        return this == TO_SERVER ? TO_CLIENT : TO_SERVER;
    }
}
