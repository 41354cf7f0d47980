from logs import *

windows(
    event(0, "WEB01", SYSMON, 1, Image=r"C:\Windows\Microsoft.NET\Framework64\v4.0.30319\csc.exe", CommandLine='csc.exe /noconfig @"C:\\Windows\\Temp\\a.cmdline"', ParentImage=r"C:\Windows\System32\inetsrv\w3wp.exe"),
    event(60, "WEB01", SYSMON, 1, Image=r"C:\Windows\System32\cmd.exe", CommandLine="cmd.exe", ParentImage=r"C:\Windows\explorer.exe"),
)
