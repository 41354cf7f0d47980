from logs import *

windows(
    *(numbered(3_600 + i, "WEB01", "Security", 4624, 5_000 + i) for i in range(40)),
    *(numbered(40 + i, "WEB01", "Security", 4624, 5_040 + i) for i in range(40)),
)
