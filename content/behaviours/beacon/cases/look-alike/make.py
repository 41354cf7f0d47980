from wire import *

capture = Capture()
clients = ["10.1.0.5", "10.1.0.6", "10.1.0.7"]
for n, client in enumerate(clients):
    lookup(capture, client, "10.1.0.53", "updates.example.com", "198.51.100.40", ident=n + 1)
for i in range(12):
    for n, client in enumerate(clients):
        capture.now_us = START_US + 60_000_000 * (i + 1) + n * 5_000_000 + (i * 7 % 5) * 200_000
        one = Tcp(capture, client, "198.51.100.40", 49300 + i, 443)
        tls12(one, "updates.example.com", [certificate("updates.example.com", "Example CA")])
        one.close()
capture.write("in.pcap.gz")
