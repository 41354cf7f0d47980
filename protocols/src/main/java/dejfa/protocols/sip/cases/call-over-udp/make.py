from wire import *

SDP = "v=0\r\no=alice 1 1 IN IP4 10.1.0.5\r\ns=call\r\nc=IN IP4 10.1.0.5\r\nt=0 0\r\nm=audio 30000 RTP/AVP 0\r\na=sendrecv\r\n"
HEAD = "v: SIP/2.0/UDP 10.1.0.5\r\nf: <sip:alice@example.org>\r\nt: <sip:bob@example.org>\r\ni: 1@10.1.0.5\r\nCSeq: 1 INVITE\r\n"
capture = Capture()


def up(text):
    capture.udp(CLIENT, SERVER, 5060, 5060, text.encode())


def down(text):
    capture.udp(SERVER, CLIENT, 5060, 5060, text.encode())


up("INVITE sip:bob@example.org SIP/2.0\r\n" + HEAD + "User-Agent: phone\r\nc: application/sdp\r\nl: %d\r\n\r\n" % len(SDP) + SDP)
down("SIP/2.0 100 Trying\r\n" + HEAD + "\r\n")
down("SIP/2.0 486 Busy Here\r\n" + HEAD + "Content-Length: 0\r\n\r\n")
up("ACK sip:bob@example.org SIP/2.0\r\n" + HEAD + "\r\n")
down("REGISTER sip:example.org SIP/2.0\r\n" + HEAD + "\r\n")
up("\r\n\r\n")
capture.write()
