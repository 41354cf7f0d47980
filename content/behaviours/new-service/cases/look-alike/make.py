from logs import *

windows(event(0, "FS01", "System", 7045, ServiceName="ExampleBackup", ImagePath=r'"C:\Program Files\Example\backup.exe" --service', ServiceType="user mode service", StartType="auto start", AccountName="LocalSystem"))
