from logs import *

windows(
    event(0, "WEB01", SYSMON, 1, Image=r"C:\Windows\System32\inetsrv\appcmd.exe", CommandLine='appcmd.exe set config "Default Web Site" /section:httpLogging /dontLog:True', ParentImage=r"C:\Windows\System32\cmd.exe"),
)
