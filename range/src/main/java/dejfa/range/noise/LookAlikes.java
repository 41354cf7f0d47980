package dejfa.range.noise;

import dejfa.range.log.Sysmon;
import dejfa.range.proto.DnsMessage;
import dejfa.range.proto.Http;
import dejfa.range.proto.Netbios;
import dejfa.range.proto.Rar;
import dejfa.range.proto.Ssh;
import dejfa.range.proto.Tls;
import dejfa.range.proto.TlsClient;
import dejfa.range.scene.World;
import dejfa.range.wire.Dice;
import dejfa.range.wire.Host;
import dejfa.range.wire.Stack;
import dejfa.range.wire.TcpSession;
import java.util.List;
import java.util.Locale;

/// Harmless habits that resemble single steps of an attack.
final class LookAlikes {
    static final String OPENSSH_CLIENT = "SSH-2.0-OpenSSH_8.0";
    static final String OPENSSH_SERVER = "SSH-2.0-OpenSSH_7.9p1 Debian-10+deb10u1";

    private final World world;
    private final Dice dice;

    LookAlikes(World world) {
        this.world = world;
        dice = world.dice.fork("look-alikes");
    }

    void play() {
        conference();
        fileReputation();
        mailPolicies();
        neighbours();
        publicArchive();
        administrator();
    }

    /// Several clients hold TLS sessions to one bare address, as conference programs do with their relays.
    private void conference() {
        Host relay = world.network.outside("relay", Stack.LINUX);
        world.truth.quiet(
                "bare-address-tls", relay.ip(), "conference relay: TLS without SNI from many clients, irregular");
        byte[] certificate = new Browsing(world).certificate("relay.meetings.example");
        for (int i = 3; i < 9; i++) {
            Host client = world.network.clients.get(i);
            long pause = 55 * World.MINUTE;
            world.clock.every(world.startNs + dice.waiting(pause), world.endNs, () -> dice.waiting(pause), now -> {
                TcpSession session = world.tcp(now, client, relay, 443).connect();
                Tls tls = new Tls(session, TlsClient.OPENSSL, dice).handshake(null, false, List.of(certificate));
                for (int turn = dice.between(2, 5); turn > 0; turn--) {
                    tls.fromClient(dice.size(700, 4000)).fromServer(dice.size(900, 5000));
                    session.pause(dice.waiting(20 * World.SECOND));
                }
                tls.close(dice.chance(0.5));
            });
        }
    }

    /// Anti-virus asks for files' reputation: long random labels to one zone, small answers.
    private void fileReputation() {
        String zone = "avreputation.example";
        world.truth.quiet("hash-lookups", zone, "anti-virus look-ups: a hash as label, an address as answer");
        long pause = 3 * World.MINUTE / world.level.volume;
        world.clock.every(world.startNs + dice.waiting(pause), world.endNs, () -> dice.waiting(pause), now -> {
            Host client = dice.pick(world.network.clients);
            byte[] verdict = {10, -1, -1, (byte) dice.between(1, 4)};
            List<DnsMessage.Answer> answers = List.of(new DnsMessage.Answer(null, DnsMessage.A, 600, verdict));
            world.dns.ask(now, client, dice.hex(32) + ".f." + zone, DnsMessage.A, 0, answers, 600);
        });
    }

    /// The mail server looks up SPF and DKIM: TXT answers full of Base64.
    private void mailPolicies() {
        world.truth.quiet("dkim-lookups", world.network.mail.ip(), "TXT answers with keys, of many zones");
        long pause = 9 * World.MINUTE / world.level.volume;
        world.clock.every(world.startNs + dice.waiting(pause), world.endNs, () -> dice.waiting(pause), now -> {
            String zone = dice.pick("supplier", "city", "university", "newsroom") + ".example";
            byte[] key = DnsMessage.txt("v=DKIM1; k=rsa; p="
                    + java.util.Base64.getEncoder()
                            .encodeToString(world.dice.fork(zone).bytes(162)));
            byte[] policy = DnsMessage.txt("v=spf1 mx ip4:198.51.100.0/24 -all");
            long time = world.dns.ask(
                    now,
                    world.network.mail,
                    zone,
                    DnsMessage.TXT,
                    0,
                    List.of(new DnsMessage.Answer(null, DnsMessage.TXT, 3600, policy)),
                    3600);
            world.dns.ask(
                    time,
                    world.network.mail,
                    "mail2019._domainkey." + zone,
                    DnsMessage.TXT,
                    0,
                    List.of(new DnsMessage.Answer(null, DnsMessage.TXT, 3600, key)),
                    3600);
        });
    }

    /// ARP, and NetBIOS questions to everybody.
    private void neighbours() {
        for (Host client : world.network.clients) {
            long pause = 50 * World.MINUTE;
            world.clock.every(world.startNs + dice.waiting(pause), world.endNs, () -> dice.waiting(pause), now -> {
                world.capture.arp(now, client, world.network.router.address, world.network.router);
                if (!dice.chance(0.4)) return;
                String name = dice.pick("WPAD", "PRINTER7", "OLDSERVER");
                for (int i = 0; i < 3; i++) {
                    world.capture.udp(
                            now + 1_000_000 + i * 750_000_000L,
                            client,
                            137,
                            world.network.broadcast,
                            137,
                            Netbios.nameQuestion(dice.below(65536), name));
                }
            });
        }
    }

    /// The public site offers all forms of the year as one archive, fetched by people now and then.
    private void publicArchive() {
        world.truth.quiet("public-archive", world.network.web.ip(), "a ZIP of public forms that citizens fetch");
        byte[] archive = Rar.zip("forms-2019.pdf", 50_000 * world.level.volume, dice);
        long pause = 70 * World.MINUTE;
        world.clock.every(world.startNs + dice.waiting(pause), world.endNs, () -> dice.waiting(pause), now -> {
            TcpSession session = world.tcp(
                            now, world.network.site("reader" + dice.below(9) + ".example"), world.network.web, 80)
                    .connect();
            Http.Request request = new Http.Request("GET", "/download/forms-2019.zip", "www." + world.network.domain);
            session.fromClient(request.with("User-Agent", Agents.FIREFOX).toBytes());
            session.fromServer(Http.response(200, "nginx/1.14.2", session.now(), "application/zip", archive));
            session.close(true);
        });
    }

    /// Someone mistypes a password, looks at IIS with `appcmd list`, runs `whoami`.
    private void administrator() {
        Host desk = world.network.clients.getFirst();
        world.truth.quiet("administrator", desk.ip(), "mistyped SSH passwords, appcmd list, whoami");
        long pause = 80 * World.MINUTE;
        world.clock.every(world.startNs + dice.waiting(pause), world.endNs, () -> dice.waiting(pause), now -> {
            TcpSession session = world.tcp(now, desk, world.network.jump, 22).connect();
            Ssh ssh = new Ssh(session, dice).open(OPENSSH_CLIENT, OPENSSH_SERVER);
            for (int i = dice.below(3); i > 0; i--) ssh.attempt(false);
            ssh.attempt(true).work(dice.between(3, 12));
            session.close(true);
        });
        Host server = world.network.sharePoint;
        Sysmon sysmon = world.sysmon(server);
        String user = world.network.shortDomain + "\\admin-" + dice.letters(4);
        Sysmon.Process shell = sysmon.running("C:\\Windows\\System32\\cmd.exe", "cmd.exe", user);
        long time = world.at(0.18 + 0.1 * dice.unit());
        world.security.logOn(
                time, server, user.substring(user.indexOf('\\') + 1), 10, desk, 50123, time + 20 * World.MINUTE);
        sysmon.start(time + World.MINUTE, shell, "C:\\Windows\\System32\\whoami.exe", "whoami", user);
        sysmon.start(
                time + 2 * World.MINUTE, shell, "C:\\Windows\\System32\\inetsrv\\appcmd.exe", "appcmd list site", user);
        Sysmon desktop = world.sysmon(desk);
        Sysmon.Process explorer = desktop.running(
                "C:\\Windows\\explorer.exe", "C:\\Windows\\explorer.exe", user.toLowerCase(Locale.ROOT));
        world.clock.every(
                world.startNs + dice.waiting(pause),
                world.endNs,
                () -> dice.waiting(20 * World.MINUTE),
                now -> desktop.start(
                        now,
                        explorer,
                        "C:\\Program Files\\Office\\" + dice.pick("WINWORD.EXE", "EXCEL.EXE", "OUTLOOK.EXE"),
                        "\"office\" /n",
                        explorer.user()));
    }
}
