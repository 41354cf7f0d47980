package dejfa.detect.suricata.engine;

import java.util.Arrays;

/// Rules by their place in the set, in order, each with a number. A sorted array: there are few.
final class Places {
    private static final int[] NO_PLACES = {};
    private static final long[] NO_VALUES = {};

    private int[] places = NO_PLACES;
    private long[] values = NO_VALUES;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int place(int index) {
        return places[index];
    }

    long value(int index) {
        return values[index];
    }

    void value(int index, long value) {
        values[index] = value;
    }

    /// @return its index, negative where it is not here
    int index(int place) {
        return Arrays.binarySearch(places, 0, size, place);
    }

    boolean contains(int place) {
        return size > 0 && index(place) >= 0;
    }

    /// @return false where it was here before: then its value stays
    boolean add(int place, long value) {
        int at = index(place);
        if (at >= 0) return false;
        insert(-at - 1, place, value);
        return true;
    }

    void put(int place, long value) {
        int at = index(place);
        if (at >= 0) values[at] = value;
        else insert(-at - 1, place, value);
    }

    private void insert(int at, int place, long value) {
        if (size == places.length) {
            places = Arrays.copyOf(places, Math.max(4, size * 2));
            values = Arrays.copyOf(values, places.length);
        }
        System.arraycopy(places, at, places, at + 1, size - at);
        System.arraycopy(values, at, values, at + 1, size - at);
        places[at] = place;
        values[at] = value;
        size++;
    }

    void remove(int place) {
        int at = index(place);
        if (at < 0) return;
        size--;
        System.arraycopy(places, at + 1, places, at, size - at);
        System.arraycopy(values, at + 1, values, at, size - at);
    }

    void clear() {
        size = 0;
    }

    /// The rules have changed: see [Generation.Memory].
    void carry(int[] newPlaces) {
        int[] old = Arrays.copyOf(places, size);
        long[] oldValues = Arrays.copyOf(values, size);
        clear();
        for (int i = 0; i < old.length; i++) {
            if (newPlaces[old[i]] != Generation.GONE) put(newPlaces[old[i]], oldValues[i]);
        }
    }
}
