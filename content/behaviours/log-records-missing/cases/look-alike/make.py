from logs import *

order = list(range(300))
order[150], order[152] = order[152], order[150]
windows(
    *(numbered(i, "DC01", "Security", 4624, 3 * i) for i in range(300)),
    *(numbered(400 + i, "DC02", "Security", 4624, number) for i, number in enumerate(order)),
)
