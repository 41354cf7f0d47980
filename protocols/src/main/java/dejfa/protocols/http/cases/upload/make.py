from wire import *

capture = Capture()
one = Tcp(capture)
edge = "----edge77"
body = lines(f'--{edge}\nContent-Disposition: form-data; name="title"\n\nReport') + lines(f'--{edge}\nContent-Disposition: form-data; name="file"; filename="report.txt"\nContent-Type: text/plain\n') + b"\r\nfirst line\r\nsecond line\r\n" + f"--{edge}--\r\n".encode()
http_post(one, "/upload", body, kind="multipart/form-data; boundary=" + edge)
one.close()
capture.write()
