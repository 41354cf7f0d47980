package dejfa.detect.suricata.engine;

import java.util.Arrays;

/// Rules by their place in the set, in order, each with a number. A sorted array: there are few.
final class Places {
    private static final int[] NO_PLACES = {};
    private static final long[] NO_VALUES = {};

    private int[] places = NO_PLACES;
    /// empty as long as every number is 0, as most stay
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
        return values.length == 0 ? 0 : values[index];
    }

    void value(int index, long value) {
        if (value == 0 && values.length == 0) return;
        makeRoomForValues();
        values[index] = value;
    }

    private void makeRoomForValues() {
        if (values.length < places.length) values = Arrays.copyOf(values, places.length);
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
        if (at >= 0) value(at, value);
        else insert(-at - 1, place, value);
    }

    private void insert(int at, int place, long value) {
        if (size == places.length) {
            places = Arrays.copyOf(places, Math.max(4, size * 2));
        }
        System.arraycopy(places, at, places, at + 1, size - at);
        places[at] = place;
        if (value != 0 || values.length > 0) {
            makeRoomForValues();
            System.arraycopy(values, at, values, at + 1, size - at);
            values[at] = value;
        }
        size++;
    }

    void remove(int place) {
        int at = index(place);
        if (at < 0) return;
        size--;
        System.arraycopy(places, at + 1, places, at, size - at);
        if (values.length > 0) System.arraycopy(values, at + 1, values, at, size - at);
    }

    void clear() {
        size = 0;
    }

    /// The rules have changed: see [Generation.Memory].
    void carry(int[] newPlaces) {
        int[] old = Arrays.copyOf(places, size);
        long[] oldValues = Arrays.copyOf(values, values.length == 0 ? 0 : size);
        clear();
        for (int i = 0; i < old.length; i++) {
            if (newPlaces[old[i]] != Generation.GONE) put(newPlaces[old[i]], oldValues.length == 0 ? 0 : oldValues[i]);
        }
    }
}
