from logs import *

windows(*(numbered(i, "DC01", "Security", 4624, i) for i in range(300) if i not in (150, 151, 152)))
