package dejfa.range.scenario;

import dejfa.range.log.Sysmon;
import dejfa.range.proto.Http;
import dejfa.range.proto.Rar;
import dejfa.range.scene.Truth;
import dejfa.range.scene.World;
import dejfa.range.wire.Dice;
import dejfa.range.wire.Host;
import dejfa.range.wire.Stack;
import java.util.List;

/// Steps (a) to (g) of `egov-espionage`.
final class EspionageAttack {
    private final World world;
    private final Intruder intruder;
    private final Dice dice;
    private final Host scanner;
    private final Host operator;
    private final Host tlsServer;
    private final Host httpServer;
    private final Host rawServer;
    private final Host publicResolver;
    private final Host server;
    private final String zone;
    private final String page;
    private final String agent;
    private final Sysmon sysmon;
    private final Sysmon.Process worker;

    EspionageAttack(World world) {
        this.world = world;
        intruder = new Intruder(world, "espionage");
        dice = intruder.dice();
        scanner = world.network.outside("scanner", Stack.LINUX);
        operator = world.network.outside("operator", Stack.WINDOWS_10);
        tlsServer = world.network.outside("c2-tls", Stack.LINUX);
        httpServer = world.network.outside("c2-http", Stack.LINUX);
        rawServer = world.network.outside("c2-raw", Stack.WINDOWS_SERVER);
        publicResolver = world.network.outside("public-resolver", Stack.LINUX);
        server = world.network.sharePoint;
        zone = dice.letters(7) + "-" + dice.pick("cdn", "time", "sync", "update") + ".example";
        page = "/_layouts/15/" + dice.pick("stylecs", "errr", "sitepage", "groupinfo") + dice.below(10) + ".aspx";
        agent = "Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; Trident/5.0)";
        sysmon = world.sysmon(server);
        worker = sysmon.running(
                "C:\\Windows\\System32\\inetsrv\\w3wp.exe",
                "c:\\windows\\system32\\inetsrv\\w3wp.exe -ap \"SharePoint - 80\"",
                "IIS APPPOOL\\SharePoint - 80");
    }

    void play() {
        world.truth.actor("APT27", null);
        scanAndExploit();
        shell();
        tlsImplant();
        httpImplant();
        rawImplant();
        dnsImplant();
        inside();
        logOff();
        archive();
    }

    private void scanAndExploit() {
        Truth.Step scan =
                world.truth.step("a1", "scan", "T1595.001", scanner, server, "SYN scan of the public servers");
        List<Integer> ports = List.of(
                21, 22, 23, 25, 80, 81, 110, 135, 139, 143, 443, 445, 993, 1433, 3306, 3389, 5985, 8000, 8080, 8443,
                8888, 9200);
        List<Host> targets = List.of(world.network.web, server, world.network.mail, world.network.jump);
        intruder.scan(world.at(0.02), scanner, targets, ports, 2 * World.SECOND, scan);
        Truth.Step exploit = world.truth.step(
                "a2", "exploit-attempt", "T1190", scanner, server, "CVE-2019-0604-like picker requests", false);
        String name = "portal." + world.network.domain;
        for (int i = 0; i < 5; i++) {
            boolean last = i == 4;
            world.clock.at(world.at(0.06) + i * dice.between(20L, 60L) * World.SECOND, now -> {
                Http.Request request = new Http.Request(
                        "POST",
                        "/_layouts/15/Picker.aspx?PickerDialogType=Microsoft.SharePoint.WebControls.ItemPickerDialog",
                        name);
                request.with("User-Agent", "python-requests/2.22.0").with("Accept", "*/*");
                String form =
                        "ctl00%24PlaceHolderDialogBodySection%24ctl05%24hiddenSpanData=__harmless" + dice.hex(160);
                request.body("application/x-www-form-urlencoded", intruder.ascii(form));
                intruder.request(
                        now,
                        scanner,
                        request,
                        last ? 200 : 500,
                        "text/html; charset=utf-8",
                        intruder.ascii("<html><title>" + (last ? "Picker" : "Error") + "</title></html>"));
                exploit.seen(now);
            });
        }
        sysmon.fileCreated(
                world.at(0.075),
                worker,
                "C:\\Program Files\\Common Files\\microsoft shared\\Web Server Extensions\\15\\TEMPLATE\\LAYOUTS\\"
                        + page.substring(13));
    }

    private void shell() {
        Truth.Step step = world.truth.step(
                "b", "web-shell", "T1505.003", operator, server, "China Chopper-like POSTs to " + page);
        String[][] commands = {
            {"whoami", "iis apppool\\sharepoint - 80", "C:\\Windows\\System32\\whoami.exe"},
            {"quser", "No User exists for *", "C:\\Windows\\System32\\quser.exe"},
            {"net view", "\\\\DC01\r\n\\\\FS01\r\nThe command completed successfully.", "C:\\Windows\\System32\\net.exe"
            },
            {
                "ipconfig /all",
                "Windows IP Configuration\r\n   Host Name . . . : SP01",
                "C:\\Windows\\System32\\ipconfig.exe"
            },
            {"net group \"domain admins\" /domain", "Administrator  svc-backup", "C:\\Windows\\System32\\net.exe"},
            {"tasklist", "w3wp.exe  4020 Services  0  181,220 K", "C:\\Windows\\System32\\tasklist.exe"},
            {"netstat -ano", "TCP 0.0.0.0:80 0.0.0.0:0 LISTENING 4", "C:\\Windows\\System32\\netstat.exe"},
            {"dir c:\\programdata", "Directory of c:\\programdata", null}
        };
        int rounds = Math.max(2, (int) ((world.endNs - world.startNs) / (100 * World.MINUTE)) + 1);
        for (int round = 0; round < rounds; round++) {
            long time = world.at(0.09 + 0.85 * round / rounds);
            for (String[] command : commands) {
                world.clock.at(time, now -> {
                    intruder.shellCommand(now, operator, page, "pass" + page.length(), agent, command[0], command[1]);
                    intruder.shellProcess(now + 20_000_000, server, worker, command[0], command[2]);
                    step.seen(now);
                });
                time += 4 * World.SECOND + dice.waiting(20 * World.SECOND);
            }
        }
    }

    private void tlsImplant() {
        Truth.Step step = world.truth
                .step("c1", "c2-tls", "T1071.001", tlsServer, server, "TLS to a bare address, no SNI")
                .server(tlsServer.ip());
        long interval = dice.between(56L, 64L) * World.SECOND;
        byte[] certificate = intruder.selfMade("localhost");
        byte[][] earlier = {{}};
        String folder = "C:\\ProgramData\\windefenders\\";
        long start = world.at(0.13);
        Sysmon.Process host = sysmon.start(
                start - 3 * World.SECOND,
                worker,
                folder + "msmpeng.exe",
                folder + "msmpeng.exe",
                "NT AUTHORITY\\SYSTEM");
        sysmon.imageLoaded(start - 2 * World.SECOND, host, folder + "vftrace.dll", false);
        sysmon.registryValue(
                start - World.SECOND,
                host,
                "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run\\windefenders",
                folder + "msmpeng.exe");
        sysmon.pipeCreated(start - World.SECOND, host, "\\testpipe");
        int[] count = {0};
        world.clock.every(start, world.endNs, () -> interval + dice.between(-interval / 10, interval / 10), now -> {
            if (count[0]++ % 60 == 0) {
                earlier[0] = new byte[0];
                sysmon.connection(now, host, 49152 + dice.below(9000), tlsServer, 443);
            }
            earlier[0] = intruder.callHomeTls(now, server, tlsServer, 443, earlier[0], certificate);
            step.seen(now);
        });
    }

    private void httpImplant() {
        String path = dice.pick("/ajax", "/api/v2/ajax");
        Truth.Step step = world.truth
                .step(
                        "c2",
                        "c2-http",
                        "T1071.001",
                        httpServer,
                        world.network.fileServer,
                        "POST " + path + " with the Chrome/34 agent")
                .server(httpServer.ip());
        long interval = dice.between(85L, 130L) * World.SECOND;
        Host files = world.network.fileServer;
        Sysmon there = world.sysmon(files);
        Sysmon.Process services =
                there.running("C:\\Windows\\System32\\services.exe", "services.exe", "NT AUTHORITY\\SYSTEM");
        String folder = "C:\\ProgramData\\pcawhere\\";
        long start = world.at(0.32);
        Sysmon.Process host = there.start(
                start - 4 * World.SECOND,
                services,
                folder + "thinprobe.exe",
                folder + "thinprobe.exe",
                "NT AUTHORITY\\SYSTEM");
        there.imageLoaded(start - 3 * World.SECOND, host, folder + "thinhostprobedll.dll", false);
        there.connection(start, host, 49152 + dice.below(9000), httpServer, 80);
        world.clock.every(
                world.at(0.32), world.endNs, () -> interval + dice.between(-interval / 12, interval / 12), now -> {
                    intruder.callHomeHttp(now, world.network.fileServer, httpServer, path, Intruder.CHROME_34);
                    step.seen(now);
                });
    }

    private void rawImplant() {
        int port = dice.pick(8080, 8000, 1985, 4443, 7001);
        String tag = dice.letters(1).toUpperCase(java.util.Locale.ROOT) + dice.letters(dice.between(4, 6));
        Truth.Step step = world.truth
                .step("d", "c2-gh0st", "T1095", rawServer, server, "gh0st framing, tag " + tag)
                .server(rawServer.ip());
        world.clock.at(world.at(0.21), now -> intruder.gh0st(now, world.at(0.93), server, rawServer, port, tag, step));
    }

    private void dnsImplant() {
        // The public resolver is a bystander: only the zone belongs to the intruder.
        Truth.Step step = world.truth
                .step("e", "c2-dns", "T1071.004", null, server, "DNS TXT with Base64 labels to " + zone)
                .server(zone);
        // The first contact goes past the office's resolver.
        for (int i = 0; i < 12; i++) {
            world.clock.at(world.at(0.26) + i * dice.between(1L, 4L) * World.SECOND, now -> {
                intruder.dnsTxt(now, server, publicResolver, zone);
                step.seen(now);
            });
        }
        world.clock.every(world.at(0.27), world.at(0.9), () -> dice.between(20L, 75L) * World.SECOND, now -> {
            intruder.dnsTxt(now, server, null, zone);
            step.seen(now);
        });
    }

    private void inside() {
        Truth.Step scan = world.truth.step(
                "f1",
                "netbios-scan",
                "T1018",
                server,
                world.network.clients.getFirst(),
                "NBT scan of the office's network");
        intruder.netbiosScan(world.at(0.29), server, scan);
        intruder.shellProcess(
                world.at(0.29),
                server,
                worker,
                "nbtscan.exe " + Host.text(world.network.officeAddress(0)) + "/24",
                "C:\\Windows\\Temp\\nbtscan.exe");
        Truth.Step lateral = world.truth.step(
                "f2", "lateral-smb", "T1021.002", server, world.network.controller, "SMB sessions from the web server");
        world.clock.at(
                world.at(0.31),
                now -> intruder.share(now, server, world.network.controller, "svc-backup", "ADMIN$", lateral)
                        .open("Temp\\thumb.dat", true, 60_000)
                        .write(intruder.random(60_000))
                        .closeFile()
                        .logOff());
        Truth.Step collect = world.truth.step(
                "f3", "lateral-smb", "T1039", server, world.network.fileServer, "documents read from the file server");
        for (int i = 0; i < 6; i++) {
            int number = i;
            world.clock.at(world.at(0.38 + 0.03 * i), now -> {
                int bytes = dice.between(60_000, 120_000);
                intruder.share(now, server, world.network.fileServer, "svc-backup", "Documents$", collect)
                        .open("Minutes\\2019-" + (number + 4) + "\\summary.docx", false, bytes)
                        .read(intruder.random(bytes))
                        .closeFile()
                        .logOff();
            });
        }
    }

    private void logOff() {
        long time = world.at(0.5) + dice.below(300) * World.SECOND / 10;
        world.truth
                .step("g1", "log-off", "T1562.002", operator, server, "appcmd switches the access log off")
                .seen(time)
                .seen(world.endNs - 1);
        String command =
                "c:\\windows\\system32\\inetsrv\\appcmd.exe set config \"SharePoint - 80\" /section:httplogging"
                        + " /dontLog:true";
        world.clock.at(
                time - World.SECOND,
                now -> intruder.shellCommand(
                        now, operator, page, "pass" + page.length(), agent, command, "Applied configuration changes"));
        intruder.shellProcess(
                time - World.SECOND / 2, server, worker, command, "C:\\Windows\\System32\\inetsrv\\appcmd.exe");
        world.iis.switchOff(time);
    }

    private void archive() {
        Truth.Step staged = world.truth.step(
                "g2", "staged-archive", "T1074.002", operator, server, "password-protected RAR in parts");
        Truth.Step fetched =
                world.truth.step("g3", "exfiltration", "T1041", operator, server, "parts fetched over HTTP");
        boolean five = dice.chance(0.5);
        int count = dice.between(4, 5);
        byte[][] parts = Rar.volumes(five, count, dice.between(160, 215) * 1024, dice);
        String name = dice.pick("img", "backup", "temp", "logo") + dice.between(10, 99);
        String folder = "c:\\inetpub\\wwwroot\\wss\\VirtualDirectories\\80\\images\\";
        long packed = world.at(0.62);
        intruder.shellProcess(
                packed,
                server,
                worker,
                "c:\\windows\\temp\\rar.exe a -r -v200k -hpharmless " + folder + name + ".rar c:\\windows\\temp\\docs",
                "C:\\Windows\\Temp\\rar.exe");
        for (int i = 0; i < count; i++) {
            String file = name + ".part" + (i + 1) + ".rar";
            byte[] part = parts[i];
            sysmon.fileCreated(packed + (i + 1) * 3 * World.SECOND, worker, folder + file);
            staged.seen(packed + (i + 1) * 3 * World.SECOND);
            world.clock.at(world.at(0.68) + i * dice.between(60L, 110L) * World.SECOND, now -> {
                Http.Request request = new Http.Request("GET", "/images/" + file, "portal." + world.network.domain);
                request.with("User-Agent", agent).with("Accept", "*/*").with("Connection", "Keep-Alive");
                fetched.seen(now);
                staged.seen(now);
                fetched.seen(intruder.request(now, operator, request, 200, "application/octet-stream", part));
            });
        }
    }
}
