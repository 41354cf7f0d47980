from wire import *

capture = Capture()
one = Tcp(capture, server_port=80)
one.up(b"GET /chat HTTP/1.1\r\nHost: chat.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
       b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
       b"Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n")
one.down(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
         b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n")
one.up(bytes.fromhex("818537fa213d7f9f4d5158"))
one.down(bytes.fromhex("c107f248cdc9c90700"))
one.down(bytes.fromhex("010348656c890080026c6f"))
one.up(bytes.fromhex("888237fa213d3412"))
one.close()
capture.write()
