filedesc://test.arc 0.0.0.0 20130401120000 text/plain 200 - - 0 test.arc 112
2 0 Test
URL IP-address Archive-date Content-type Result-code Checksum Location Offset Filename Archive-length

http://e.org/ 1.2.3.4 20130401120000 text/html 200 - - 0 a.arc 9
<p>hello

