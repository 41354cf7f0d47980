from logs import *

windows(event(0, "FS01", "System", 7045, ServiceName="kLpQx", ImagePath=r"C:\Windows\Temp\kLpQx.exe", ServiceType="user mode service", StartType="demand start", AccountName="LocalSystem"))
