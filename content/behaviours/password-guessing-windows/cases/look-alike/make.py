from logs import *

windows(
    *(event(20 * i, "DC01", "Security", 4625, TargetUserName="alice", LogonType="3", IpAddress="10.1.0.17", Status="0xc000006d") for i in range(5)),
    event(120, "DC01", "Security", 4624, TargetUserName="alice", LogonType="3", IpAddress="10.1.0.17"),
    *(event(130 + i, "DC01", "Security", 4625, TargetUserName="svc", LogonType="4", IpAddress="-", Status="0xc000006d") for i in range(12)),
)
