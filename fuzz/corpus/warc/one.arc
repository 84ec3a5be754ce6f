filedesc://test.arc 0.0.0.0 20130401120000 text/plain 66
1 0 Test
URL IP-address Archive-date Content-type Archive-length

http://e.org/ 1.2.3.4 20130401120000 text/html 30
HTTP/1.1 200 OK

<p>ab

