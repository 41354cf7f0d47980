package dejfa.protocols.http2;

import dejfa.api.Direction;
import dejfa.api.Field;

/// The fields of one side that both sides have.
record Sides(
        Field frameTypes,
        Field errorCodes,
        Field priorities,
        Field windows,
        Field sizeUpdates,
        Field settingValues,
        Field names,
        Field headers,
        Field settings,
        Field shownError,
        Field shownPriority,
        Field multiple,
        Field body) {
    private static final Sides REQUEST = new Sides(
            Http2Fields.REQUEST_FRAME_TYPES,
            Http2Fields.REQUEST_ERROR_CODES,
            Http2Fields.REQUEST_PRIORITIES,
            Http2Fields.REQUEST_WINDOWS,
            Http2Fields.REQUEST_SIZE_UPDATES,
            Http2Fields.REQUEST_SETTING_VALUES,
            Http2Fields.REQUEST_NAMES,
            Http2Fields.REQUEST_HEADERS,
            Http2Fields.REQUEST_SETTINGS,
            Http2Fields.SHOWN_REQUEST_ERROR,
            Http2Fields.SHOWN_REQUEST_PRIORITY,
            Http2Fields.SHOWN_REQUEST_MULTIPLE,
            Http2Fields.REQUEST_BODY);
    private static final Sides RESPONSE = new Sides(
            Http2Fields.RESPONSE_FRAME_TYPES,
            Http2Fields.RESPONSE_ERROR_CODES,
            Http2Fields.RESPONSE_PRIORITIES,
            Http2Fields.RESPONSE_WINDOWS,
            Http2Fields.RESPONSE_SIZE_UPDATES,
            Http2Fields.RESPONSE_SETTING_VALUES,
            Http2Fields.RESPONSE_NAMES,
            Http2Fields.RESPONSE_HEADERS,
            Http2Fields.RESPONSE_SETTINGS,
            Http2Fields.SHOWN_RESPONSE_ERROR,
            Http2Fields.SHOWN_RESPONSE_PRIORITY,
            Http2Fields.SHOWN_RESPONSE_MULTIPLE,
            Http2Fields.RESPONSE_BODY);

    static Sides of(Direction direction) {
        return direction == Direction.TO_SERVER ? REQUEST : RESPONSE;
    }
}
