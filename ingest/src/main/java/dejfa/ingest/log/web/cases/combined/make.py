from logs import *

lines(
    '203.0.113.9 - - [02/Mar/2026:08:00:00 +0000] "GET /index.php?id=7&token=S3cret HTTP/1.1" 200 2326 "https://a.example/" "Mozilla/5.0"',
    'www.a.example:443 203.0.113.9 - alice [02/Mar/2026:11:30:01 +0330] "POST /login HTTP/2.0" 302 0 "-" "curl/8.0"',
    '203.0.113.66 - - [02/Mar/2026:08:00:02 +0000] "\\x16\\x03\\x01" 400 150 "-" "-"',
    '203.0.113.66 - - [no time] "GET /" 200 1',
)
