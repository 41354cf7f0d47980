from logs import *

windows(
    event(0, "FS01", SYSMON, 1, Image=r"C:\Tools\procdump64.exe", CommandLine=r"procdump64.exe -ma w3wp.exe C:\Dumps\w.dmp", ParentImage=r"C:\Windows\explorer.exe"),
    event(60, "FS01", SYSMON, 1, Image=r"C:\Windows\System32\reg.exe", CommandLine=r"reg save hklm\software C:\Backup\software.hiv", ParentImage=r"C:\Windows\System32\cmd.exe"),
    event(90, "FS01", SYSMON, 10, SourceImage=r"C:\Program Files\Scanner\scan.exe", TargetImage=r"C:\Windows\system32\lsass.exe", GrantedAccess="0x1000", CallTrace=r"C:\Windows\SYSTEM32\ntdll.dll+9d4c4"),
)
