package dejfa.range;

/// How much harmless traffic lies around an attack.
public enum Background {
    /// about 40 hosts, little volume: four hours fit 8 MB
    LOW(30, 1),
    /// about 120 hosts and the volume of a busy office
    HIGH(110, 6);

    public final int clients;
    /// multiplies sizes of bulk transfers and divides pauses between visits
    public final int volume;

    Background(int clients, int volume) {
        this.clients = clients;
        this.volume = volume;
    }
}
