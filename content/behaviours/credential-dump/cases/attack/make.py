from logs import *

windows(
    event(0, "FS01", SYSMON, 1, Image=r"C:\Windows\System32\svchost.exe", CommandLine="svchost.exe -k netsvcs", ParentImage=r"C:\Windows\System32\services.exe"),
    event(60, "FS01", SYSMON, 1, Image=r"C:\Temp\p64.exe", CommandLine=r"procdump64.exe -accepteula -ma lsass.exe C:\Temp\l.dmp", ParentImage=r"C:\Windows\System32\cmd.exe"),
)
