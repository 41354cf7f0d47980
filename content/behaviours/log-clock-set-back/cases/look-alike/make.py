from logs import *

windows(
    *(numbered(3_600 + i - 2 * (i > 20), "WEB01", "Security", 4624, 5_000 + i) for i in range(40)),
    *(numbered(i, "WEB02", "Security", 4624, 9_000 + i) for i in range(40)),
)
