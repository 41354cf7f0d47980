package dejfa.range.proto;

import dejfa.range.wire.Dice;
import dejfa.range.wire.Octets;
import dejfa.range.wire.TcpSession;
import java.util.Base64;
import java.util.List;

/// One mail handed over by SMTP (RFC 5321) with a MIME body.
public final class Smtp {
    /// @param attachment file name, or null
    public record Mail(String from, List<String> to, String subject, String text, String attachment, byte[] file) {}

    private Smtp() {}

    public static void deliver(TcpSession session, String clientName, String serverName, Mail mail, Dice dice) {
        line(session, false, "220 " + serverName + " ESMTP ready");
        line(session, true, "EHLO " + clientName);
        line(session, false, "250-" + serverName + "\r\n250-SIZE 36700160\r\n250-8BITMIME\r\n250 PIPELINING");
        line(session, true, "MAIL FROM:<" + mail.from + "> SIZE=" + (1200 + mail.file.length * 4 / 3));
        line(session, false, "250 2.1.0 Sender OK");
        for (String recipient : mail.to) {
            line(session, true, "RCPT TO:<" + recipient + ">");
            line(session, false, "250 2.1.5 Recipient OK");
        }
        line(session, true, "DATA");
        line(session, false, "354 Start mail input; end with <CRLF>.<CRLF>");
        session.fromClient(message(session, clientName, mail, dice));
        session.pause(dice.between(5_000_000L, 90_000_000L));
        line(session, false, "250 2.6.0 Queued mail for delivery");
        line(session, true, "QUIT");
        line(session, false, "221 2.0.0 Service closing transmission channel");
        session.close(false);
    }

    private static byte[] message(TcpSession session, String clientName, Mail mail, Dice dice) {
        String boundary = "=_" + dice.hex(24);
        Octets out = new Octets();
        out.ascii("Date: " + Http.date(session.now()).replace("GMT", "+0000") + "\r\n");
        out.ascii("From: <" + mail.from + ">\r\nTo: <" + String.join(">, <", mail.to) + ">\r\n");
        out.ascii("Message-ID: <" + dice.hex(16) + "@" + clientName + ">\r\nSubject: " + mail.subject + "\r\n");
        out.ascii("MIME-Version: 1.0\r\n");
        if (mail.attachment == null) {
            out.ascii("Content-Type: text/plain; charset=utf-8\r\n\r\n" + mail.text + "\r\n");
        } else {
            out.ascii("Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n--" + boundary + "\r\n");
            out.ascii("Content-Type: text/plain; charset=utf-8\r\n\r\n" + mail.text + "\r\n--" + boundary + "\r\n");
            out.ascii("Content-Type: application/octet-stream; name=\"" + mail.attachment + "\"\r\n");
            out.ascii("Content-Disposition: attachment; filename=\"" + mail.attachment + "\"\r\n");
            out.ascii("Content-Transfer-Encoding: base64\r\n\r\n");
            out.raw(Base64.getMimeEncoder().encode(mail.file)).ascii("\r\n--" + boundary + "--\r\n");
        }
        return out.ascii(".\r\n").toBytes();
    }

    private static void line(TcpSession session, boolean byClient, String text) {
        byte[] bytes = new Octets().ascii(text + "\r\n").toBytes();
        if (byClient) session.fromClient(bytes);
        else session.fromServer(bytes);
    }
}
