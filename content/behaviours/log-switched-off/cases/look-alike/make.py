from logs import *

windows(
    event(0, "WEB01", SYSMON, 1, Image=r"C:\Windows\System32\inetsrv\appcmd.exe", CommandLine="appcmd.exe list config /section:httpLogging", ParentImage=r"C:\Windows\System32\cmd.exe"),
    event(10, "WEB01", SYSMON, 1, Image=r"C:\Windows\System32\wevtutil.exe", CommandLine="wevtutil qe Security /c:5 /f:text", ParentImage=r"C:\Windows\System32\cmd.exe"),
    event(20, "WEB01", SYSMON, 1, Image=r"C:\Windows\System32\inetsrv\appcmd.exe", CommandLine="appcmd.exe set config /section:httpLogging /dontLog:False", ParentImage=r"C:\Windows\System32\cmd.exe"),
)
