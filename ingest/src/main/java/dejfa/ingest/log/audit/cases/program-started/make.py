from logs import *

def line(kind, serial, rest, seconds=0):
    return f"type={kind} msg=audit({1772438400 + seconds}.250:{serial}): {rest}"

CALL = 'arch=c000003e syscall={} success={} exit=0 a0=7f a1=2 items=2 ppid=100 pid=200 auid=1000 uid=33 euid=33 ses=4 comm="sh" exe="/bin/sh" key="web"'
lines(
    line("SYSCALL", 7, CALL.format(59, "yes")),
    line("SYSCALL", 8, CALL.format(257, "yes")),
    line("EXECVE", 7, 'argc=3 a0="sh" a1="-c" a2=6964203E202F746D702F78'),
    line("CWD", 8, 'cwd="/etc"'),
    line("PATH", 8, 'item=0 name="cron.d/job" nametype=CREATE'),
    line("PROCTITLE", 7, "proctitle=7368002D63006964"),
    line("EOE", 8, ""),
    line("SYSCALL", 9, CALL.format(42, "yes"), 1),
    line("SOCKADDR", 9, "saddr=0200115CC63364070000000000000000", 1),
    line("SYSCALL", 10, CALL.format(59, "no"), 9),
    line("EXECVE", 10, 'argc=1 a0="missing"', 9),
    line("SERVICE_STOP", 11, "pid=1 uid=0 msg='unit=auditd comm=\"systemd\" res=success'", 20),
)
