from logs import *

lines(
    '<38>1 2026-03-02T08:00:00.5+00:00 gw.example.com sshd 811 - [origin@32473 ip="10.1.0.1"] Failed password for invalid user admin from 203.0.113.9 port 50123 ssh2',
    '<86>1 2026-03-02T08:00:01Z gw.example.com sudo - - - alice : TTY=pts/0 ; PWD=/home/alice ; USER=root ; COMMAND=/bin/cat /etc/shadow',
    '2026-03-02T08:00:02+03:30 gw CRON[99]: (root) CMD (run-parts /etc/cron.hourly)',
    '<189>1207: sw1: Mar  2 2026 08:00:03.673 UTC: %PARSER-5-CFGLOG_LOGGEDCMD: User:admin  logged command:no aaa new-model',
    'neither head nor time',
)
