from logs import *

windows(event(0, "WEB01", SYSMON, 1, Image=r"C:\Windows\System32\cmd.exe", CommandLine="cmd.exe /c whoami", ParentImage=r"C:\Windows\System32\inetsrv\w3wp.exe", ParentCommandLine='w3wp.exe -ap "portal"', User=r"IIS APPPOOL\portal"))
