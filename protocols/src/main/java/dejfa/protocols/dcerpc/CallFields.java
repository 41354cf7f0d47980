package dejfa.protocols.dcerpc;

import dejfa.api.Field;

/// The slots that a call fills, in whichever event it is shown: DCE/RPC's own, or that of the SMB command that
/// carries it.
///
/// @param lostResponse what `response` says until one comes
/// @param responseHeaderInStub over TCP, Suricata's stub of a response begins right after the common header:
///     rules count on the eight bytes of allocation hint, context and cancel count
public record CallFields(
        Field request,
        Field opnum,
        Field requestFragments,
        Field requestStubBytes,
        Field interfaces,
        Field response,
        Field responseFragments,
        Field responseStubBytes,
        Field callId,
        Field iface,
        Field stubRequest,
        Field stubResponse,
        Field bigEndian,
        String lostResponse,
        boolean responseHeaderInStub) {
    static final CallFields OWN = new CallFields(
            DcerpcFields.REQUEST,
            DcerpcFields.OPNUM,
            DcerpcFields.REQUEST_FRAGMENTS,
            DcerpcFields.REQUEST_STUB_BYTES,
            DcerpcFields.INTERFACES,
            DcerpcFields.RESPONSE,
            DcerpcFields.RESPONSE_FRAGMENTS,
            DcerpcFields.RESPONSE_STUB_BYTES,
            DcerpcFields.CALL_ID,
            DcerpcFields.IFACE,
            DcerpcFields.STUB_REQUEST,
            DcerpcFields.STUB_RESPONSE,
            DcerpcFields.BIG_ENDIAN,
            "RESPONSE_LOST",
            true);
}
