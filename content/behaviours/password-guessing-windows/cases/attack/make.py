from logs import *

windows(*(event(10 * i, "DC01", "Security", 4625, TargetUserName=f"user{i % 6}", LogonType="3", IpAddress="10.1.0.77", Status="0xc000006d", SubStatus="0xc000006a") for i in range(12)))
