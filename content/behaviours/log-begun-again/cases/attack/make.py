from logs import *

windows(
    *(numbered(i, "DC01", "Security", 4624, 52_000 + i) for i in range(40)),
    *(numbered(60 + i, "DC01", "Security", 4624, 1 + i) for i in range(40)),
)
