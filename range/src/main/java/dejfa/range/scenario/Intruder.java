package dejfa.range.scenario;

import dejfa.range.log.IisLog;
import dejfa.range.log.Sysmon;
import dejfa.range.proto.Certificate;
import dejfa.range.proto.DnsMessage;
import dejfa.range.proto.Gh0st;
import dejfa.range.proto.Http;
import dejfa.range.proto.Netbios;
import dejfa.range.proto.Smb2;
import dejfa.range.proto.Tls;
import dejfa.range.proto.TlsClient;
import dejfa.range.scene.Truth;
import dejfa.range.scene.World;
import dejfa.range.wire.Dice;
import dejfa.range.wire.Host;
import dejfa.range.wire.Octets;
import dejfa.range.wire.TcpSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/// What an intruder's hands and tools put on the wire; scenarios choose which, when and with which habits.
final class Intruder {
    static final String IIS = "Microsoft-IIS/8.5";
    /// The user agent that reports on HyperBro name.
    static final String CHROME_34 =
            "Mozilla/5.0 (Windows NT 6.3; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/34.0.1847.116"
                    + " Safari/537.36";

    private final World world;
    private final Dice dice;

    Intruder(World world, String name) {
        this.world = world;
        dice = world.dice.fork(name);
    }

    Dice dice() {
        return dice;
    }

    /// SYN probes of `ports` on each target; open ports answer.
    void scan(long timeNs, Host from, List<Host> targets, List<Integer> ports, long pauseNs, Truth.Step step) {
        long time = timeNs;
        for (int port : ports) {
            for (Host target : targets) {
                long at = time;
                boolean open = port == 80
                        || port == 443 && target != world.network.mail
                        || port == 25 && target == world.network.mail;
                world.clock.at(at, now -> {
                    TcpSession probe = world.tcp(now, from, target, port);
                    if (open) probe.halfOpen();
                    else if (dice.chance(0.7)) probe.refused();
                    else probe.unanswered(1);
                    step.seen(now);
                });
                time += dice.between(pauseNs / 2, pauseNs * 3 / 2);
            }
        }
    }

    /// One request to the SharePoint server over plain HTTP, noted in its access log.
    long request(long timeNs, Host from, Http.Request request, int status, String type, byte[] body) {
        Host server = world.network.sharePoint;
        TcpSession session = world.tcp(timeNs, from, server, 80).connect();
        session.fromClient(request.toBytes());
        session.pause(dice.between(3_000_000L, 90_000_000L));
        session.fromServer(Http.response(status, IIS, session.now(), type, body, "X-Powered-By: ASP.NET\r\n"));
        long answered = session.now();
        session.close(dice.chance(0.7));
        note(answered, answered - timeNs, from, request, status, 80);
        return session.now();
    }

    private void note(long timeNs, long takenNs, Host from, Http.Request request, int status, int port) {
        int query = request.target.indexOf('?');
        String stem = query < 0 ? request.target : request.target.substring(0, query);
        String asked = query < 0 ? null : request.target.substring(query + 1);
        String agent = request.headers.get("User-Agent");
        world.iis.add(new IisLog.Entry(
                timeNs,
                request.method,
                stem,
                asked,
                port,
                null,
                from.ip(),
                agent,
                request.headers.get("Referer"),
                status,
                takenNs / 1_000_000));
    }

    /// A command given through a China Chopper-like page: Base64 parameters out, the echo back between its marks.
    void shellCommand(
            long timeNs, Host from, String page, String parameter, String agent, String command, String echo) {
        String outer = Base64.getEncoder()
                .encodeToString(
                        ("cd /d c:\\inetpub&" + command + "&echo [S]&cd&echo [E]").getBytes(StandardCharsets.US_ASCII));
        String inner = Base64.getEncoder().encodeToString("cmd".getBytes(StandardCharsets.US_ASCII));
        // The published request evaluates a script in its first parameter; here stands only its outline, without code.
        String form = parameter + "=Response.Write(%22-%3E%7C%22)%3Bharmless-outline%3BResponse.Write(%22%7C%3C-%22)"
                + "&z1=" + inner.replace("=", "%3D") + "&z2="
                + outer.replace("=", "%3D").replace("+", "%2B");
        Http.Request request = new Http.Request("POST", page, "portal." + world.network.domain);
        request.with("Cache-Control", "no-cache").with("User-Agent", agent).with("Connection", "Close");
        request.body("application/x-www-form-urlencoded", form.getBytes(StandardCharsets.US_ASCII));
        String answer = "->|" + echo + "\r\n[S]\r\nc:\\inetpub\r\n[E]\r\n|<-";
        request(timeNs, from, request, 200, "text/html; charset=utf-8", answer.getBytes(StandardCharsets.US_ASCII));
    }

    /// One call home over TLS to a bare address.
    /// @param earlier session id to resume, empty for a whole handshake
    byte[] callHomeTls(long timeNs, Host from, Host to, int port, byte[] earlier, byte[] certificate) {
        TcpSession session = world.tcp(timeNs, from, to, port).connect();
        Tls tls = new Tls(session, TlsClient.SCHANNEL, dice);
        if (earlier.length == 0) tls.handshake(null, false, List.of(certificate));
        else tls.resume(null, earlier);
        tls.fromClient(150 + dice.below(40)).fromServer(90 + dice.below(30));
        tls.close(true);
        return tls.sessionId();
    }

    byte[] selfMade(String name) {
        Instant from = Instant.ofEpochSecond(world.startNs / World.SECOND - 86400L * dice.between(20, 200));
        return Certificate.make(List.of(name), null, name, from, Duration.ofDays(3650), dice);
    }

    /// One call home over plain HTTP.
    void callHomeHttp(long timeNs, Host from, Host to, String path, String agent) {
        TcpSession session = world.tcp(timeNs, from, to, 80).connect();
        Http.Request request = new Http.Request("POST", path, to.ip());
        request.with("User-Agent", agent).with("Connection", "Keep-Alive").with("Cache-Control", "no-cache");
        request.body("application/octet-stream", dice.bytes(60 + dice.below(16)));
        session.fromClient(request.toBytes());
        session.fromServer(
                Http.response(200, "nginx", session.now(), "application/octet-stream", dice.bytes(20 + dice.below(8))));
        session.close(true);
    }

    /// A gh0st-framed connection that stays: a first report, then keep-alives and now and then an order.
    void gh0st(long timeNs, long untilNs, Host from, Host to, int port, String tag, Truth.Step step) {
        TcpSession session = world.tcp(timeNs, from, to, port).connect();
        step.seen(timeNs);
        String report = "harmless range text; host " + from.name + "; system Windows Server 2012 R2; memory 16384 MB; "
                + "uptime 1893 h; webcam no; group " + dice.letters(6) + "; filler " + dice.letters(60);
        session.fromClient(Gh0st.frame(tag, report)).fromServer(Gh0st.frame(tag, "welcome " + dice.letters(4)));
        long beat = dice.between(25L, 50L) * World.SECOND;
        int count = 0;
        while (session.now() + beat < untilNs) {
            session.pause(beat + dice.between(-World.SECOND / 4, World.SECOND / 4));
            session.fromClient(Gh0st.frame(tag, "beat " + count++)).fromServer(Gh0st.frame(tag, "ok"));
            if (count % 40 == 17) {
                session.pause(dice.waiting(3 * World.SECOND)).fromServer(Gh0st.frame(tag, "list c:\\inetpub harmless"));
                session.fromClient(Gh0st.frame(tag, "harmless listing " + dice.letters(900)));
            }
            step.seen(Math.min(session.now(), world.endNs - 1));
        }
        session.reset(true);
    }

    /// One TXT question with a Base64 label; the answer carries Base64 too.
    /// @param direct a server outside to ask straight, or null for the office's resolver
    void dnsTxt(long timeNs, Host from, Host direct, String zone) {
        String label = Base64.getUrlEncoder().withoutPadding().encodeToString(dice.bytes(24 + dice.below(16)));
        String name = label + "." + zone;
        byte[] data = DnsMessage.txt(Base64.getEncoder().encodeToString(dice.bytes(24 + dice.below(60))));
        List<DnsMessage.Answer> answers = List.of(new DnsMessage.Answer(null, DnsMessage.TXT, 5, data));
        if (direct == null) world.dns.ask(timeNs, from, name, DnsMessage.TXT, 0, answers, 5);
        else world.dns.direct(timeNs, from, direct, name, DnsMessage.TXT, 0, answers, zone, false);
    }

    /// Node status questions over the office's network; those who are there answer.
    void netbiosScan(long timeNs, Host from, Truth.Step step) {
        long time = timeNs;
        for (int last = 1; last < 255; last++) {
            Host target = null;
            for (Host client : world.network.clients) if ((client.address[3] & 0xff) == last) target = client;
            Host there = target;
            Host asked = target != null
                    ? target
                    : world.network.extra(
                            "nobody", world.network.router.address[2] & 0xff, last, dejfa.range.wire.Stack.SMALL);
            int id = dice.below(65536);
            world.clock.at(time, now -> {
                step.seen(now);
                world.capture.udp(now, from, 137, asked, 137, Netbios.statusQuestion(id));
                if (there == null) return;
                byte[] answer = Netbios.statusAnswer(id, there.name, world.network.shortDomain, there.mac);
                world.capture.udp(now + 2 * there.delayNs + 80_000, there, 137, from, 137, answer);
            });
            time += dice.between(4_000_000L, 18_000_000L);
        }
    }

    /// An SMB session with another's name and password.
    Smb2 share(long timeNs, Host from, Host to, String user, String share, Truth.Step step) {
        TcpSession session = world.tcp(timeNs, from, to, 445).connect();
        step.seen(timeNs);
        String domain = world.network.shortDomain;
        world.security.credentialsChecked(timeNs + 3_000_000, world.network.controller, user, from, "0x0");
        world.security.logOn(timeNs + 5_000_000, to, user, 3, from, session.clientPort, timeNs + 40 * World.SECOND);
        world.security.shareAccess(timeNs + 9_000_000, to, user, from, session.clientPort, share, "-");
        Smb2 smb = new Smb2(session, dice);
        smb.logOn(
                domain,
                user,
                from.name.toUpperCase(java.util.Locale.ROOT),
                to.name.toUpperCase(java.util.Locale.ROOT),
                0);
        return smb.connectTree("\\\\" + to.ip() + "\\" + share, 0);
    }

    /// `w3wp.exe` starts a shell for one command, as the web shell's host log shows it.
    void shellProcess(long timeNs, Host on, Sysmon.Process worker, String command, String image) {
        Sysmon sysmon = world.sysmon(on);
        String user = "IIS APPPOOL\\SharePoint - 80";
        String line = "\"cmd\" /c cd /d c:\\inetpub&" + command + "&echo [S]&cd&echo [E]";
        Sysmon.Process shell = sysmon.start(timeNs, worker, "C:\\Windows\\System32\\cmd.exe", line, user);
        if (image != null) sysmon.start(timeNs + 12_000_000, shell, image, command, user);
    }

    byte[] random(int bytes) {
        return dice.bytes(bytes);
    }

    byte[] ascii(String text) {
        return new Octets().ascii(text).toBytes();
    }
}
