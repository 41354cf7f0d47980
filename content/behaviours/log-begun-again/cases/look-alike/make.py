from logs import *

excerpt = [numbered(i, "DC02", "Security", 4624, 52_000 + i) for i in range(40)]
windows(*(numbered(i, "DC01", "Security", 4624, 1 + i) for i in range(40)), *excerpt, *excerpt)
