from wire import *

def offer(*lists):
    names = b"".join(sized(4, one.encode()) for one in lists)
    payload = b"\x14" + bytes(16) + names + b"\0" + bytes(4)
    padding = -(len(payload) + 5) % 8 + 8
    return struct.pack("!IB", len(payload) + padding + 1, padding) + payload + bytes(padding)


capture = Capture()
one = Tcp(capture, server_port=22)
one.down("SSH-2.0-OpenSSH_9.6\r\n")
one.up("SSH-2.0-PuTTY_Release_0.80\r\n")
keys, ciphers, macs, packing = "curve25519-sha256,ecdh-sha2-nistp256", "aes128-ctr,aes256-ctr", "hmac-sha2-256", "none"
one.up(offer(keys, "ssh-ed25519", ciphers, ciphers, macs, macs, packing, packing, "", ""))
one.down(offer(keys, "ssh-ed25519", "aes128-ctr", "aes128-ctr", macs, macs, packing, packing, "", ""))
one.up(struct.pack("!IB", 44, 6) + b"\x1e" + bytes(42))
one.close()
capture.write()
