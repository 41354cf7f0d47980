package dejfa.range.scenario;

import dejfa.range.log.Sysmon;
import dejfa.range.log.WindowsLog;
import dejfa.range.proto.DnsMessage;
import dejfa.range.proto.Ftp;
import dejfa.range.proto.Http;
import dejfa.range.proto.Rar;
import dejfa.range.proto.Smb2;
import dejfa.range.proto.Smtp;
import dejfa.range.proto.Tls;
import dejfa.range.proto.TlsClient;
import dejfa.range.scene.Truth;
import dejfa.range.scene.World;
import dejfa.range.wire.Dice;
import dejfa.range.wire.Host;
import dejfa.range.wire.Stack;
import dejfa.range.wire.TcpSession;
import java.util.List;
import java.util.Locale;

/// Steps of `egov-falseflag`: loud, after money; the marks of APT27 are thrown in where they cost nothing.
final class FalseflagAttack {
    private final World world;
    private final Intruder intruder;
    private final Dice dice;
    private final Host operator;
    private final Host tlsServer;
    private final Host rawServer;
    private final Host lure;
    private final Host drop;
    private final Host server;
    private final String zone;
    private final Sysmon sysmon;
    private final Sysmon.Process worker;

    FalseflagAttack(World world) {
        this.world = world;
        intruder = new Intruder(world, "falseflag");
        dice = intruder.dice();
        operator = world.network.outside("operator", Stack.LINUX);
        tlsServer = world.network.outside("c2-tls", Stack.LINUX);
        rawServer = world.network.outside("c2-raw", Stack.WINDOWS_SERVER);
        lure = world.network.outside("lure", Stack.LINUX);
        drop = world.network.outside("drop", Stack.LINUX);
        server = world.network.sharePoint;
        zone = dice.letters(9) + ".example";
        sysmon = world.sysmon(server);
        worker = sysmon.running(
                "C:\\Windows\\System32\\inetsrv\\w3wp.exe",
                "w3wp.exe -ap \"SharePoint - 80\"",
                "IIS APPPOOL\\SharePoint - 80");
    }

    void play() {
        world.truth.actor(null, "APT27");
        scan();
        phishing();
        shell();
        channels();
        guessing();
        upload();
        ransom();
    }

    private void scan() {
        Truth.Step scan =
                world.truth.step("a1", "scan", "T1595.001", operator, server, "SYN scan of the public servers");
        List<Integer> ports = List.of(
                80, 443, 21, 22, 25, 445, 1433, 3389, 8080, 8443, 5985, 5900, 6379, 9200, 27017, 11211, 2222, 7001,
                9090, 10000);
        intruder.scan(
                world.at(0.03),
                operator,
                List.of(world.network.web, server, world.network.mail),
                ports,
                World.SECOND,
                scan);
    }

    /// Mails with a link to a page that looks like the office's web mail; some type their password there.
    private void phishing() {
        String name = "mail-" + world.network.shortDomain.toLowerCase(Locale.ROOT) + ".example";
        world.network.register(name, lure);
        Truth.Step step = world.truth
                .step(
                        "a2",
                        "phishing",
                        "T1566.002",
                        lure,
                        world.network.clients.get(12),
                        "mails with a link to a false log-on page",
                        false)
                .server(name);
        for (int i = 0; i < 9; i++) {
            Host victim = world.network.clients.get(12 + i);
            world.clock.at(world.at(0.05) + i * 3 * World.SECOND, now -> {
                Smtp.Mail mail = new Smtp.Mail(
                        "helpdesk@" + name,
                        List.of(victim.name + "@" + world.network.domain),
                        "Your mailbox is full",
                        "Please confirm at http://" + name + "/owa/logon (harmless text of a range).",
                        null,
                        new byte[0]);
                step.seen(now);
                Smtp.deliver(
                        world.tcp(now, lure, world.network.mail, 25).connect(),
                        name,
                        "mail." + world.network.domain,
                        mail,
                        dice);
            });
            if (i % 4 == 0) world.clock.at(world.at(0.07) + i * World.MINUTE, now -> typed(now, victim, name, step));
        }
    }

    private void typed(long timeNs, Host victim, String name, Truth.Step step) {
        TcpSession session = world.tcp(world.dns.address(timeNs, victim, name), victim, lure, 80)
                .connect();
        session.fromClient(new Http.Request("GET", "/owa/logon", name)
                .with("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:71.0) Gecko/20100101 Firefox/71.0")
                .toBytes());
        session.fromServer(Http.response(
                200,
                "Apache",
                session.now(),
                "text/html",
                intruder.ascii("<form method=post>harmless range page</form>")));
        session.pause(9 * World.SECOND);
        Http.Request answer = new Http.Request("POST", "/owa/logon", name);
        session.fromClient(answer.body(
                        "application/x-www-form-urlencoded",
                        intruder.ascii("username=" + victim.name + "&password=harmless"))
                .toBytes());
        session.fromServer(Http.response(302, "Apache", session.now(), null, new byte[0], "Location: /thanks\r\n"));
        session.close(true);
        step.seen(session.now());
    }

    private void shell() {
        String page = "/_layouts/15/" + dice.letters(6) + ".aspx";
        Truth.Step step = world.truth.step(
                "b", "web-shell", "T1505.003", operator, server, "China Chopper-like POSTs to " + page);
        String[][] commands = {
            {"systeminfo", "OS Name: Microsoft Windows Server 2012 R2", "C:\\Windows\\System32\\systeminfo.exe"},
            {"wmic logicaldisk get caption,freespace", "C:  81290215424", "C:\\Windows\\System32\\wbem\\WMIC.exe"},
            {"nltest /dclist:", "dc01", "C:\\Windows\\System32\\nltest.exe"},
            {"net share", "Documents$", "C:\\Windows\\System32\\net.exe"}
        };
        for (int round = 0; round < 3; round++) {
            long time = world.at(0.12 + 0.2 * round);
            for (String[] command : commands) {
                world.clock.at(time, now -> {
                    intruder.shellCommand(
                            now,
                            operator,
                            page,
                            "x",
                            "Mozilla/5.0 (X11; Linux x86_64; rv:60.0) Gecko/20100101 Firefox/60.0",
                            command[0],
                            command[1]);
                    intruder.shellProcess(now + 20_000_000, server, worker, command[0], command[2]);
                    step.seen(now);
                });
                time += 2 * World.SECOND + dice.waiting(9 * World.SECOND);
            }
        }
    }

    private void channels() {
        String name = "static." + dice.letters(8) + ".example";
        world.network.register(name, tlsServer);
        Truth.Step tls = world.truth
                .step("c1", "c2-tls", "T1071.001", tlsServer, server, "TLS with SNI " + name)
                .server(tlsServer.ip())
                .server(name);
        byte[] certificate = intruder.selfMade(name);
        long interval = dice.between(110L, 140L) * World.SECOND;
        world.clock.every(
                world.at(0.18), world.endNs, () -> interval + dice.between(-interval / 12, interval / 12), now -> {
                    TcpSession session = world.tcp(world.dns.address(now, server, name), server, tlsServer, 443)
                            .connect();
                    new Tls(session, TlsClient.GO, dice)
                            .handshake(name, false, List.of(certificate))
                            .fromClient(300 + dice.below(30))
                            .fromServer(180)
                            .close(true);
                    tls.seen(now);
                });
        Truth.Step copied = world.truth
                .step(
                        "c2",
                        "copied-indicator",
                        "T1071.001",
                        tlsServer,
                        server,
                        "three requests with HyperBro's path and agent, then never again",
                        false)
                .server(tlsServer.ip());
        for (int i = 0; i < 3; i++) {
            world.clock.at(world.at(0.2) + i * World.MINUTE, now -> {
                intruder.callHomeHttp(now, server, tlsServer, "/api/v2/ajax", Intruder.CHROME_34);
                copied.seen(now);
            });
        }
        Truth.Step raw = world.truth
                .step("d", "c2-gh0st", "T1095", rawServer, server, "gh0st framing, tag Gh0st")
                .server(rawServer.ip());
        world.clock.at(
                world.at(0.25), now -> intruder.gh0st(now, world.at(0.9), server, rawServer, 8888, "Gh0st", raw));
        Truth.Step dns = world.truth
                .step(
                        "e",
                        "c2-dns",
                        "T1071.004",
                        null,
                        server,
                        "hexadecimal labels of " + zone + ", answered by addresses")
                .server(zone);
        world.clock.every(world.at(0.3), world.at(0.8), () -> dice.between(15L, 45L) * World.SECOND, now -> {
            List<DnsMessage.Answer> answers = List.of(new DnsMessage.Answer(
                    null, DnsMessage.A, 1, new byte[] {(byte) 203, 0, 113, (byte) dice.below(256)}));
            world.dns.ask(now, server, dice.hex(48) + "." + dice.hex(16) + "." + zone, DnsMessage.A, 0, answers, 1);
            dns.seen(now);
        });
    }

    /// Passwords tried over SMB, then a service installed on the domain controller.
    private void guessing() {
        Host controller = world.network.controller;
        Truth.Step guess = world.truth.step(
                "f1",
                "password-guessing",
                "T1110.003",
                server,
                controller,
                "SMB log-ons with one password and many names");
        for (int i = 0; i < 40; i++) {
            String user = "u" + String.format(Locale.ROOT, "%03d", i + 1);
            world.clock.at(world.at(0.36) + i * 2 * World.SECOND, now -> {
                TcpSession session = world.tcp(now, server, controller, 445).connect();
                new Smb2(session, dice).logOn(world.network.shortDomain, user, "SP01", "DC01", Smb2.LOGON_FAILURE);
                world.security.refused(now + 4_000_000, controller, user, server, session.clientPort);
                session.reset(true);
                guess.seen(now);
            });
        }
        Truth.Step service =
                world.truth.step("f2", "lateral-smb", "T1569.002", server, controller, "a service installed over SMB");
        world.clock.at(world.at(0.42), now -> {
            intruder.share(now, server, controller, "administrator", "ADMIN$", service)
                    .open("PSEXESVC.exe", true, 30_000)
                    .write(intruder.random(30_000))
                    .closeFile()
                    .logOff();
            intruder.share(now + 2 * World.SECOND, server, controller, "administrator", "IPC$", service)
                    .open("svcctl", false, 0)
                    .write(intruder.random(180))
                    .closeFile()
                    .logOff();
            world.security.other(
                    now + 3 * World.SECOND,
                    controller,
                    WindowsLog.SYSTEM,
                    7045,
                    "ServiceName",
                    "PSEXESVC",
                    "ImagePath",
                    "%SystemRoot%\\PSEXESVC.exe",
                    "ServiceType",
                    "user mode service",
                    "StartType",
                    "demand start",
                    "AccountName",
                    "LocalSystem");
        });
    }

    private void upload() {
        Truth.Step step = world.truth
                .step("g1", "exfiltration", "T1048.003", drop, server, "a ZIP sent away by FTP")
                .server(drop.ip());
        byte[] archive = Rar.zip("all.bin", 500_000, dice);
        world.clock.at(world.at(0.6), now -> {
            TcpSession control = world.tcp(now, server, drop, 21).connect();
            int port = dice.between(50000, 60000);
            step.seen(now);
            Ftp.upload(
                    control,
                    "files",
                    "harmless",
                    "all.zip",
                    archive,
                    port,
                    time -> world.tcp(time, server, drop, port));
            step.seen(control.now());
        });
    }

    /// Names change, a note appears, shadow copies and logs are deleted; the files' bytes are random and always were.
    private void ransom() {
        Truth.Step step = world.truth.step(
                "h1",
                "ransom",
                "T1486",
                server,
                world.network.fileServer,
                "files written again as .locked, a note in each folder");
        for (int i = 0; i < 20; i++) {
            int number = i;
            world.clock.at(world.at(0.85) + i * World.SECOND, now -> {
                Smb2 smb = intruder.share(now, server, world.network.fileServer, "administrator", "Documents$", step);
                smb.open("Minutes\\" + number + "\\summary.docx.locked", true, 4000)
                        .write(intruder.random(4000))
                        .closeFile();
                smb.open("Minutes\\" + number + "\\README_RESTORE.txt", true, 60)
                        .write(intruder.ascii("harmless range text: pay nothing, nothing is lost"))
                        .closeFile()
                        .logOff();
            });
        }
        long time = world.at(0.84);
        Truth.Step inhibit = world.truth
                .step("h2", "inhibit-recovery", "T1490", operator, server, "vssadmin delete shadows", false)
                .seen(time);
        sysmon.start(
                time,
                worker,
                "C:\\Windows\\System32\\vssadmin.exe",
                "vssadmin delete shadows /all /quiet",
                "NT AUTHORITY\\SYSTEM");
        sysmon.start(
                time + World.SECOND,
                worker,
                "C:\\Windows\\System32\\wevtutil.exe",
                "wevtutil cl Security",
                "NT AUTHORITY\\SYSTEM");
        world.security.other(
                time + World.SECOND,
                server,
                WindowsLog.SECURITY,
                1102,
                "SubjectUserName",
                "administrator",
                "SubjectDomainName",
                world.network.shortDomain);
        inhibit.seen(time + World.SECOND);
    }
}
