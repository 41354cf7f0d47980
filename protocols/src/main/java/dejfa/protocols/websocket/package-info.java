/// WebSocket (RFC 6455) with permessage-deflate (RFC 7692), after an upgrade from HTTP/1.1.
///
/// In: both directions of a TCP flow from the byte after the HTTP heads. Out: one `websocket` transaction a frame; the
// last
/// frame of a message that came in pieces has the whole message. Called by [dejfa.protocols.ProtocolRecogniser] through
/// [WebSocketFactory] when the HTTP parser says so; nothing is recognised by content. What is kept of a message is
// bounded.
@GenerateFields
package dejfa.protocols.websocket;

import dejfa.api.GenerateFields;
