from logs import *

windows(
    event(0, "FS01.example.com", "Security", 4624, TargetUserName="alice", LogonType="3", IpAddress="10.1.0.17", IpPort="50123"),
    event(5, "FS01.example.com", SYSMON, 1, Image=r"C:\Windows\System32\net.exe", CommandLine=r"net use \\10.1.0.25\c$ /user:alice /password:S3cret-cmd", ParentImage=r"C:\Windows\System32\cmd.exe"),
    event(9, "FS01.example.com", SYSMON, 3, Image=r"C:\Windows\System32\svchost.exe", Initiated="true", SourceIp="10.1.0.32", DestinationIp="198.51.100.20", DestinationPort="443"),
)
