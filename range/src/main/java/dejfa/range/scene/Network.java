package dejfa.range.scene;

import dejfa.range.wire.Dice;
import dejfa.range.wire.Host;
import dejfa.range.wire.Stack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A government office: clients, servers and a DMZ in 10.x, the Internet in the documentation ranges (RFC 5737, RFC
/// 3849).
public final class Network {
    /// DNS domain of the office
    public final String domain;
    /// its NetBIOS name
    public final String shortDomain;

    public final Host router;
    public final List<Host> clients = new ArrayList<>();
    public final Host controller;
    public final Host fileServer;
    public final Host backup;
    public final Host monitor;
    public final Host resolver;
    public final Host timeServer;
    public final Host mail;
    /// public web site (Linux)
    public final Host web;
    /// public SharePoint (Windows, IIS)
    public final Host sharePoint;
    public final Host jump;
    public final Host broadcast;
    public final Host ispResolver;

    private final Dice dice;
    private final int second;
    private final int officeNet;
    private final List<byte[]> freeOutside = new ArrayList<>();
    private final Map<String, Host> sites = new HashMap<>();

    Network(Dice dice, int clientCount) {
        this.dice = dice;
        shortDomain = ("MIN" + dice.letters(4)).toUpperCase(java.util.Locale.ROOT);
        domain = shortDomain.toLowerCase(java.util.Locale.ROOT) + ".example";
        second = dice.between(11, 220);
        officeNet = dice.between(30, 99);
        int serverNet = dice.between(100, 149);
        int dmzNet = dice.between(150, 199);
        for (int[] range : new int[][] {{192, 0, 2}, {198, 51, 100}, {203, 0, 113}}) {
            for (int i = 1; i < 255; i++)
                freeOutside.add(new byte[] {(byte) range[0], (byte) range[1], (byte) range[2], (byte) i});
        }
        dice.shuffle(freeOutside);
        router = inside("gw", officeNet, 1, Stack.SMALL);
        controller = inside("dc01", serverNet, dice.between(10, 19), Stack.WINDOWS_SERVER);
        fileServer = inside("fs01", serverNet, dice.between(20, 29), Stack.WINDOWS_SERVER);
        backup = inside("bk01", serverNet, dice.between(30, 39), Stack.LINUX);
        monitor = inside("mon01", serverNet, dice.between(40, 49), Stack.LINUX);
        resolver = inside("ns01", serverNet, dice.between(50, 59), Stack.LINUX);
        timeServer = inside("ntp01", serverNet, dice.between(60, 69), Stack.LINUX);
        mail = inside("mx01", dmzNet, dice.between(10, 19), Stack.LINUX);
        web = inside("www01", dmzNet, dice.between(20, 29), Stack.LINUX);
        sharePoint = inside("sp01", dmzNet, dice.between(30, 39), Stack.WINDOWS_SERVER);
        jump = inside("jump01", dmzNet, dice.between(40, 49), Stack.LINUX);
        broadcast = inside("broadcast", officeNet, 255, Stack.SMALL);
        for (Host host : List.of(controller, fileServer, backup, mail, web, sharePoint, jump))
            register(host.name + "." + domain, host);
        ispResolver = outside("resolver.isp.example", Stack.LINUX);
        for (int i = 0; i < clientCount; i++) {
            clients.add(inside(String.format("pc%03d", i + 1), officeNet, 20 + i, Stack.WINDOWS_10));
        }
    }

    private Host inside(String name, int net, int last, Stack stack) {
        byte[] address = {10, (byte) second, (byte) net, (byte) last};
        byte[] six = {0x20, 1, 0x0d, (byte) 0xb8, 0, (byte) second, 0, (byte) net, 0, 0, 0, 0, 0, 0, 0, (byte) last};
        return new Host(name, address, six, stack, false, dice.fork("host " + name));
    }

    /// Another machine in a network of its own, by its third byte (200 and above).
    public Host extra(String name, int net, int last, Stack stack) {
        return inside(name, net, last, stack);
    }

    /// An address of the office's network that nobody has.
    public byte[] officeAddress(int last) {
        return new byte[] {10, (byte) second, (byte) officeNet, (byte) last};
    }

    /// A machine on the Internet with an address of its own.
    public Host outside(String name, Stack stack) {
        byte[] address = freeOutside.removeLast();
        byte[] six = new byte[16];
        System.arraycopy(new byte[] {0x20, 1, 0x0d, (byte) 0xb8, 0x40}, 0, six, 0, 5);
        System.arraycopy(address, 0, six, 12, 4);
        return new Host(name, address, dice.chance(0.3) ? six : null, stack, true, dice.fork("host " + name));
    }

    /// The server behind a public name; names of the office are its DMZ. The same name is always the same machine.
    public Host site(String name) {
        if (name.equals("www." + domain)) return web;
        if (name.equals("portal." + domain)) return sharePoint;
        if (name.equals("mail." + domain)) return mail;
        return sites.computeIfAbsent(name, key -> outside(key, Stack.LINUX));
    }

    /// Gives a name to a machine that exists.
    public void register(String name, Host host) {
        sites.put(name, host);
    }

    public List<Host> servers() {
        return List.of(controller, fileServer, backup, resolver, timeServer, mail, web, sharePoint, jump);
    }
}
