"""The table of HTTP cases: what is sent, which statuses come, and how the connection ends.

A case is right (the connection lives on and serves a probe), last (its answer says close and nothing
follows) or wrong (the same, with a request behind it that must not be served). Sections without an
RFC's number are of RFC 9112; those of RFC 9110 say so. Many cases are made byte by byte, from the
grammar in this file and not from the server's.
"""

from collections import namedtuple

Case = namedtuple("Case", "group name section data statuses end heads", defaults=(False,))

TOKEN = frozenset(b"!#$%&'*+-.^_`|~0123456789"
                  b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
UNRESERVED = frozenset(b"-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
SUBDELIMS = frozenset(b"!$&'()*+,;=")
PATH = UNRESERVED | SUBDELIMS | frozenset(b":@/")
VALUE = frozenset(range(0x20, 0x7F)) | frozenset(range(0x80, 0x100)) | {9}
DIGITS = frozenset(b"0123456789")
HEX = DIGITS | frozenset(b"abcdefABCDEF")

LIVE = b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"
HUGE = 4 * 1024 * 1024
TABLE = []


def add(group, name, section, data, statuses, end, heads=False):
    statuses = [statuses] if isinstance(statuses, int) else statuses
    TABLE.append(Case(group, name, section, data, statuses, end, heads))


def right(group, name, section, data, *statuses, heads=False):
    add(group, name, section, data, list(statuses or [200]), "kept", heads)


def last(group, name, section, data, *statuses, heads=False):
    add(group, name, section, data, list(statuses or [400]), "closed", heads)


def wrong(group, name, section, data, status=400):
    """A message that is refused; the request behind it must stay unanswered."""
    add(group, name, section, data + LIVE, [status], "closed")


def get(*lines, target="/health/live", version="HTTP/1.1", method="GET", host="Host: a"):
    head = [f"{method} {target} {version}"] + ([host] if host is not None else []) + list(lines)
    return "".join(line + "\r\n" for line in head).encode("latin-1") + b"\r\n"


def post(*lines, body=b"", path="/api/v1/sessions", kind="application/json", version="HTTP/1.1"):
    lines = ([f"Content-Type: {kind}"] if kind else []) + list(lines)
    return get(*lines, target=path, method="POST", version=version) + body


def chunked(body, *lines, **more):
    return post("Transfer-Encoding: chunked", *lines, body=body, **more)


def per_byte(group, section, make, good, kept=200, name="byte", skip=frozenset()):
    """One case for each byte at one place; `good` are those that the grammar has there."""
    for byte in range(256):
        if byte in skip:
            continue
        data = make(bytes([byte]))
        title = f"{name} {byte:#04x}"
        if byte in good:
            right(group, title, section, data, kept)
        else:
            wrong(group, title, section, data)


def request_line():
    group = "request line"
    per_byte(group, "3.1", lambda b: b"G" + b + b"T /health/live HTTP/1.1\r\nHost: a\r\n\r\n",
             TOKEN - {0x45}, kept=501, name="method with", skip={0x45})
    per_byte(group, "3.2.1", lambda b: b"GET /x" + b + b"y HTTP/1.1\r\nHost: a\r\n\r\n",
             PATH | {0x3F}, kept=404, name="path with")
    per_byte(group, "3.2.1", lambda b: b"GET /x?" + b + b"y HTTP/1.1\r\nHost: a\r\n\r\n",
             PATH | {0x3F}, kept=404, name="query with")
    per_byte(group, "2.3", lambda b: b"GET / HTTP/1." + b + b"\r\nHost: a\r\n\r\n",
             DIGITS - {0x30}, name="minor version", skip={0x30})
    for line in ("GET /", "GET", "", " ", "GET  / HTTP/1.1", "GET /  HTTP/1.1", " GET / HTTP/1.1",
                 "GET / HTTP/1.1 ", "GET\t/ HTTP/1.1", "GET /\tHTTP/1.1", "GET / HTTP/1.1\t",
                 "GET HTTP/1.1", "GET  HTTP/1.1", "GET / HTTP", "GET / HTTP/", "GET / HTTP/1",
                 "GET / HTTP/1.", "GET / HTTP/.1", "GET / HTTP/1.10", "GET / HTTP/01.1",
                 "GET / HTTP/1.01", "GET / HTTP/1,1", "GET / HTTP/1.1.1", "GET / HTTP/+1.1",
                 "GET / HTTP/-1.1", "GET / HTTP /1.1", "GET / HTTP/ 1.1", "GET / HTTP/1 .1",
                 "GET / HTTP/1.x", "GET / HTTP/x.1", "GET / http/1.1", "GET / Http/1.1",
                 "GET / HTTPS/1.1", "GET / XHTTP/1.1", "GET / HTTP\\1.1", "GET / HTTP1.1",
                 "GET / ICY/1.1", "GET / SIP/2.0", "GET / HTTP/1.1 x", "/ GET HTTP/1.1",
                 "HTTP/1.1 200 OK", "GET /a b HTTP/1.1", "GET / x HTTP/1.1", "GET: / HTTP/1.1",
                 "\"GET\" / HTTP/1.1", "GET,POST / HTTP/1.1", "(GET) / HTTP/1.1",
                 "G\u00c9T / HTTP/1.1", "\u00a0GET / HTTP/1.1", "GET\u00a0/ HTTP/1.1",
                 "GET / HTTP/1.1\u00a0", "GET / HTTP/\u00b9.1"):
        # An empty line may stand before a request.
        if line:
            wrong(group, f"line {line!r}", "3", f"{line}\r\nHost: a\r\n\r\n".encode("latin-1"))
    for version in ("2.0", "2.1", "3.0", "9.9", "0.9", "0.0", "7.1"):
        wrong(group, f"HTTP/{version}", "9110 15.6.6", get(version=f"HTTP/{version}"), 505)
        wrong(group, f"HTTP/{version} without Host", "9110 15.6.6",
              get(version=f"HTTP/{version}", host=None), 505)
        last(group, f"line of HTTP/{version} alone", "9110 15.6.6",
             f"GET / HTTP/{version}\r\n".encode(), 505)
    last(group, "preface of HTTP/2", "9113 3.4", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505)
    last(group, "bytes of TLS", "2.2", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64))
    last(group, "binary", "2.2", bytes(range(128, 256)))
    right(group, "one empty line before", "2.2", b"\r\n" + LIVE)
    right(group, "two empty lines before", "2.2", b"\r\n\r\n" + LIVE)
    right(group, "empty lines between", "2.2", LIVE + b"\r\n" + LIVE + b"\r\n\r\n", 200, 200)
    wrong(group, "bare LF before", "2.2", b"\n" + LIVE)
    wrong(group, "bare CR before", "2.2", b"\r" + LIVE)
    wrong(group, "spaces before", "2.2", b"   \r\n" + LIVE)
    wrong(group, "mark of UTF-8 before", "2.2", b"\xef\xbb\xbf" + LIVE)
    wrong(group, "bare LF everywhere", "2.2", LIVE.replace(b"\r\n", b"\n"))
    wrong(group, "bare CR everywhere", "2.2", LIVE.replace(b"\r\n", b"\r"))
    wrong(group, "bare LF after the line", "2.2", LIVE.replace(b"\r\n", b"\n", 1))
    wrong(group, "two CR after the line", "2.2", LIVE.replace(b"\r\n", b"\r\r\n", 1))
    wrong(group, "LF CR after the line", "2.2", LIVE.replace(b"\r\n", b"\n\r", 1))
    wrong(group, "bare LF at the end", "2.2", LIVE[:-2] + b"\n")
    wrong(group, "CR CR LF at the end", "2.2", LIVE[:-2] + b"\r\r\n")
    for method in ("get", "Get", "BREW", "TRACE", "SUBSCRIBE", "M-SEARCH", "X", "PROPFIND"):
        right(group, f"method {method}", "9110 9.1", get(method=method), 501)
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        right(group, f"{method} where only GET is", "9110 15.5.6", get(method=method), 405)
    wrong(group, "CONNECT", "9110 9.3.6", get(method="CONNECT", target="a:443"), 501)
    for target in ("a", "/", "a:", "a:x", "http://a:443/", "*"):
        wrong(group, f"CONNECT {target}", "3.2.3", get(method="CONNECT", target=target))


def targets():
    group = "target"
    for target in ("/#", "/#x", "/?a#x", "#", "http://a/#x", "http://a#x", "/health/live#", "%",
                   "/%", "/%4", "/%zz", "/%4g", "/%%", "/?%", "/?%zz", "/%u0041", "x", "health/live",
                   "a:80", "?x", "*", "**", "*/", "/*\u00e9", "\\", "/\\", "//\\", "/{id}", "/|",
                   "/^", "/`", "/<x>", "/\"", "/[", "/]", "http:/a/", "http:a", "http:", "http://",
                   "http:///x", "http://:80/", "http://a:x/", "http://a:65536/", "http://a:-1/",
                   "http://a:80:80/", "http://u@a/", "http://u:p@a/", "http://@a/", "http://[::1/",
                   "http://[]/", "http://[x]/", "http://a b/", "http://%zz/", "http://a,b/",
                   "ftp://a/", "file:///etc", "javascript:x", "://a/", "ws://a/", "/\x7f",
                   "/\u00e9", "/\u00c0\u00af"):
        wrong(group, f"GET {target!r}", "3.2", get(target=target))
    for target, status in (
            ("/", 200), ("/health/live", 200), ("http://a/health/live", 200),
            ("HTTP://A/health/live", 200), ("https://a/health/live", 200),
            ("http://other.example:8080/health/live", 200), ("http://[::1]/health/live", 200),
            ("http://a:/health/live", 200), ("http://a", 200), ("http://a/", 200),
            ("/%41", 404), ("/%2e%2e/%2e%2e/etc/passwd", 404), ("/../../etc/passwd", 404),
            ("//", 404), ("//health/live", 404), ("/health/live/", 404), ("/Health/Live", 404),
            ("/health%2flive", 404), ("/%00", 404), ("/%0d%0aX:%20y", 404), ("/%ff", 404),
            ("/%c0%af", 404), ("/a;b=c,d", 404), ("/~a/-_.!$&'()*+:@", 404), ("/.", 404),
            ("/./health/live", 404)):
        right(group, f"GET {target}", "3.2", get(target=target), status)
    right(group, "OPTIONS *", "3.2.4", get(method="OPTIONS", target="*"), 204)
    right(group, "OPTIONS of all, absolute", "3.2.4", get(method="OPTIONS", target="http://a"), 204)
    right(group, "OPTIONS * with a body", "9110 9.3.7",
          get("Content-Length: 2", method="OPTIONS", target="*") + b"{}", 204)
    right(group, "OPTIONS of one", "9110 9.3.7", get(method="OPTIONS"), 204)
    right(group, "OPTIONS of none", "9110 9.3.7", get(method="OPTIONS", target="/none"), 404)
    for method in ("GET", "HEAD", "POST", "DELETE", "get"):
        data = get(method=method, target="*")
        add(group, f"{method} *", "3.2.4", data + LIVE, [400], "closed", method == "HEAD")
    right(group, "absolute, another Host", "3.2.2",
          get(target="http://a/health/live", host="Host: b"), 200)
    wrong(group, "absolute without Host", "3.2.2", get(target="http://a/", host=None))
    right(group, "absolute in 1.0 without Host, kept", "3.2.2",
          get("Connection: keep-alive", target="http://a/", host=None, version="HTTP/1.0"))


def hosts():
    group = "Host"
    per_byte(group, "3.2", lambda b: b"GET /health/live HTTP/1.1\r\nHost: a" + b + b"b\r\n\r\n",
             UNRESERVED | SUBDELIMS - {0x2C}, name="name with")
    per_byte(group, "3.2", lambda b: b"GET /health/live HTTP/1.1\r\nHost: a:8" + b + b"\r\n\r\n",
             DIGITS | {9, 32}, name="port with")
    for host in ("a", "A.EXAMPLE", "a:", "a:0", "a:80", "a:00080", "a:65535", "127.0.0.1",
                 "127.0.0.1:80", "256.1.1.1", "a.b-c_d~e", "%61", "%C3%A5.example", "xn--5ca.se",
                 "[::1]", "[::1]:80", "[::1]:", "[::]", "[1::]", "[1:2:3:4:5:6:7:8]",
                 "[::ffff:192.0.2.1]", "[1:2:3:4:5:6:192.0.2.1]", "[v1.a:b]", "[VF.a]",
                 "a!$&'()*+;=", " a", "a ", "\ta\t", "-", ".", "a.", "a..b", "localhost"):
        right(group, f"{host!r}", "3.2", get(host=f"Host: {host}"))
    for host in ("", " ", ":", ":80", "a:x", "a:8x", "a:+80", "a:-1", "a:8.0", "a:65536", "a:99999",
                 "a:100000000000000000000", "a:80:80", "a::80", "a: 80", "a :80", "a:8 0", "a b",
                 "a\tb", "a/", "a/b", "/", "//a", "a?", "a?b", "a#", "a#b", "u@a", "u:p@a", "@a",
                 "a@", "http://a", "https://a/", "a,b", "a, b", "a,", ",a", "a;b,c", "a\\b", "<a>",
                 "a\"", "\"a\"", "{a}", "a|b", "a^b", "`a`", "\u00e9", "a\u00a0", "%", "%4", "%zz",
                 "a%", "a%2", "::1", "1:2:3", "[::1", "::1]", "[]", "[", "]", "[]:80", "[::1]x",
                 "[::1]80", "[::1]:x", "[::1]:65536", "[::1]]", "[[::1]]", "[1::2::3]", "[:::]",
                 "[1:2:3:4:5:6:7]", "[1:2:3:4:5:6:7:8:9]", "[12345::]", "[g::]", "[::1%25eth0]",
                 "[::1%eth0]", "[192.0.2.1]", "[::256.0.0.1]", "[::1.2.3]", "[::01.2.3.4]",
                 "[1.2.3.4::]", "[v.a]", "[v1.]", "[vg.a]", "[v1]", "[v1.a/b]", "[a]", "x[::1]",
                 "[::1] :80", "[::1 ]", "[ ::1]"):
        wrong(group, f"{host!r}", "3.2", get(host=f"Host: {host}"))
    wrong(group, "none", "3.2", get(host=None))
    wrong(group, "none, two others", "3.2", get("A: b", "C: d", host=None))
    for name in ("Hos", "Hostx", "X-Host", "Host-", "H\u00f6st"):
        wrong(group, f"only {name}", "3.2", get(host=f"{name}: a"))
    for second in ("Host: a", "Host: b", "host: a", "HOST: a", "hOsT:a", "Host:"):
        wrong(group, f"and {second}", "3.2", get(second))
        wrong(group, f"{second} later", "3.2", get("A: b", "C: d", second))
    for name in ("host", "HOST", "hOST"):
        right(group, f"written {name}", "9110 5.1", get(host=f"{name}: a"))
    right(group, "no space", "5", get(host="Host:a"))
    wrong(group, "space before the colon", "5.1", get(host="Host : a"))
    wrong(group, "folded", "5.2", get(host="Host: a\r\n b"))
    last(group, "none in 1.0", "3.2", get(host=None, version="HTTP/1.0"), 200)
    last(group, "wrong in 1.0", "3.2", get(host="Host: a b", version="HTTP/1.0"))
    last(group, "two in 1.0", "3.2", get("Host: a", version="HTTP/1.0"))


def fields():
    group = "fields"
    per_byte(group, "5.1", lambda b: get().replace(b"\r\n\r\n", b"\r\nA" + b + b"b: c\r\n\r\n"),
             TOKEN | {0x3A}, name="name with")
    per_byte(group, "5.5", lambda b: get().replace(b"\r\n\r\n", b"\r\nA: b" + b + b"c\r\n\r\n"),
             VALUE, name="value with")
    per_byte(group, "5.1", lambda b: get().replace(b"\r\n\r\n", b"\r\n" + b + b"A: c\r\n\r\n"),
             TOKEN, name="line that begins with")
    for line in ("A:", "A: ", "A:b", "A:\tb\t", "A:   b   ", "A: b, c", "A: \"b", "A: \u00e9",
                 "A: b: c", "A: http://x/", "!#$%&'*+-.^_`|~09azAZ: b", "A::", "A: :", "1: b"):
        right(group, f"line {line!r}", "5", get(line))
    for line in ("A", "A b", "A =b", ":", ": b", " : b", "A : b", "A\t: b", "A :", "A b: c", " A: b",
                 "\tA: b", "(A): b", "A[]: b", "\"A\": b", "A/: b", "A@b: c", "A,B: c", "A;: b",
                 "A{}: b", "A\\: b", "A?: b", "\u00e9: b", "A\u00a0: b", "A: b\r\n c", "A: b\r\n\tc",
                 "A: b\r\n ", "A:\r\n b", "A: b\x00", "A: \x00", "A: b\x01c", "A: b\x7f", "A: b\x0bc",
                 "A: b\x0cc", "A: b\x1bc", "A: b\rc", "A: b\nc", "A: b\r", "A: b\n", "A: b\r\r",
                 "A\x00: b", "A\r: b", "A\n: b", "\r", "\rA: b", "\x00"):
        wrong(group, f"line {line!r}", "5", get(line))
    wrong(group, "folded first line", "2.2", b"GET / HTTP/1.1\r\n Host: a\r\n\r\n")
    wrong(group, "space line first", "2.2", b"GET / HTTP/1.1\r\n \r\nHost: a\r\n\r\n")
    wrong(group, "bare LF between", "2.2", b"GET / HTTP/1.1\r\nHost: a\nA: b\r\n\r\n")
    wrong(group, "bare CR between", "2.2", b"GET / HTTP/1.1\r\nHost: a\rA: b\r\n\r\n")
    for line in ("Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAA",
                 "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13",
                 "Upgrade: x/1", "TE: trailers", "TE: gzip;q=0", "Trailer: A", "Via: 1.1 x",
                 "Max-Forwards: 0", "Range: bytes=0-3", "Range: bytes=9-1", "Range: x",
                 "Accept-Encoding: identity;q=0, *;q=0", "Cookie: a=b; c", "Expect:",
                 "Content-Type:", "Transfer_Encoding: chunked", "Content_Length: 5",
                 "Proxy-Connection: keep-alive", "Keep-Alive: timeout=5", "From: a@b", "Date: x"):
        right(group, f"ignored {line!r}", "9110 5.1", get(line))


def lengths():
    group = "length"
    per_byte(group, "6.2", lambda b: post()[:-2] + b"Content-Length: " + b + b"2\r\n\r\n{}",
             {9, 32, 0x30}, kept=422, name="byte before", skip=DIGITS - {0x30})
    per_byte(group, "6.2", lambda b: post()[:-2] + b"Content-Length: 2" + b + b"\r\n\r\n{}",
             {9, 32}, kept=422, name="byte after", skip=DIGITS)
    for value in ("", "+2", "-2", "-0", "0x2", "0b10", "0o2", "2.0", "2e0", "2 2", "2,2", "2, 2",
                  "2, 3", "2,", ",2", "2;", "two", "1_0", "\u00b2", "2\x00", "\x0b2", "2\x0c", "\"2\"",
                  "NaN", "inf", "99999999999999999999", "18446744073709551616", "18446744073709551618",
                  "9223372036854775808", "4294967298x", "340282366920938463463374607431768211458"):
        wrong(group, f"{value!r}", "6.3", post(f"Content-Length: {value}", body=b"{}"))
    for value in ("2", "02", "0000002", " 2", "2 ", "\t2\t"):
        right(group, f"{value!r}", "6.2", post(f"Content-Length: {value}", body=b"{}"), 422)
    for value in ("0", "00"):
        right(group, f"{value!r}", "6.2", post(f"Content-Length: {value}") + LIVE, 400, 200)
    right(group, "none is no body", "6.3", post() + LIVE, 400, 200)
    for first, second in (("2", "2"), ("2", "3"), ("0", "2"), ("2", ""), ("2", "x"), ("02", "2")):
        wrong(group, f"{first!r} and {second!r}", "6.3",
              post(f"Content-Length: {first}", f"content-length: {second}", body=b"{}"))
    wrong(group, "space before the colon", "5.1", post("Content-Length : 2", body=b"{}"))
    wrong(group, "folded", "5.2", post("Content-Length:\r\n 2", body=b"{}"))
    for method in ("GET", "HEAD", "OPTIONS"):
        data = get("Content-Length: 5", method=method) + b"hello"
        status = 204 if method == "OPTIONS" else 200
        right(group, f"{method} with a body", "9110 9.3.1", data + LIVE, status, 200,
              heads=method == "HEAD")
        data = get("Transfer-Encoding: chunked", method=method) + b"5\r\nhello\r\n0\r\n\r\n"
        right(group, f"{method} with chunks", "9110 9.3.1", data + LIVE, status, 200,
              heads=method == "HEAD")
    for path, method, status in (("/", "POST", 405), ("/none", "POST", 404), ("/none", "GET", 404),
                                 ("/health/live", "PUT", 405), ("/none", "DELETE", 404)):
        data = get("Content-Length: 5", target=path, method=method) + b"hello"
        right(group, f"{method} {path} with a body", "9110 6.4", data + LIVE, status, 200)
        data = get("Transfer-Encoding: chunked", target=path, method=method)
        right(group, f"{method} {path} with chunks", "9110 6.4",
              data + b"5\r\nhello\r\n0\r\n\r\n" + LIVE, status, 200)
        wrong(group, f"{method} {path} with a wrong chunk", "7.1", data + b"5\r\nhelloX\r\n0\r\n\r\n")
    right(group, "another type, with a body", "9110 15.5.16",
          post("Content-Length: 5", kind="text/plain", body=b"hello") + LIVE, 415, 200)
    right(group, "another type, with chunks", "9110 15.5.16",
          chunked(b"5\r\nhello\r\n0\r\n\r\n", kind="text/plain") + LIVE, 415, 200)
    right(group, "no JSON", "9110 15.5.1", post("Content-Length: 1", body=b"{") + LIVE, 400, 200)
    right(group, "a request as a body", "6",
          post(f"Content-Length: {len(LIVE)}", body=LIVE) + LIVE, 400, 200)


def codings():
    group = "coding"
    good = b"2\r\n{}\r\n0\r\n\r\n"
    per_byte(group, "6.1", lambda b: post()[:-2] + b"Transfer-Encoding: chunked" + b + b"\r\n\r\n"
             + good, {9, 32}, kept=422, name="byte after", skip=TOKEN)
    per_byte(group, "6.1", lambda b: post()[:-2] + b"Transfer-Encoding: " + b + b"chunked\r\n\r\n"
             + good, {9, 32}, kept=422, name="byte before", skip=TOKEN)
    for value in ("chunked", "Chunked", "CHUNKED", "chunKed", " chunked", "chunked \t"):
        right(group, f"{value!r}", "7", post(f"Transfer-Encoding: {value}", body=good), 422)
    for value in ("", " ", ",", "chunked, chunked", "chunked,chunked", "chunked, gzip",
                  "chunked, identity", "chunked, x", "chunked;a=b", "chunked;", "chunked ;a",
                  "chunked x", "x chunked", "\"chunked\"", "'chunked", "chunked\x00", "\x0bchunked",
                  "chunked\x0c", "chun ked", "chunked:", "chunked/1", "[chunked]", "chunked\u00a0",
                  "gzip;a=\"b, chunked", "\u00e9, chunked"):
        status = 501 if value in ("'chunked",) else 400
        wrong(group, f"{value!r}", "6.3", post(f"Transfer-Encoding: {value}", body=good), status)
    for value in ("gzip", "identity", "x", "xchunked", "chunkedx", "chunke", "x-chunked", "chunked_",
                  "gzip, chunked", "identity, chunked", "deflate, gzip, chunked", "identity,chunked",
                  "x;a=b, chunked", "x;a=\"b,c\", chunked", "compress", "Identity", "x , chunked"):
        wrong(group, f"{value!r}", "6.1", post(f"Transfer-Encoding: {value}", body=good), 501)
    for first, second, status in (("chunked", "chunked", 400), ("chunked", "identity", 400),
                                  ("identity", "chunked", 501), ("x", "chunked", 501),
                                  ("chunked", "", 400), ("", "chunked", 400)):
        wrong(group, f"{first!r} and {second!r}", "6.1",
              post(f"Transfer-Encoding: {first}", f"transfer-encoding: {second}", body=good), status)
    for length in ("0", "2", "12", "x", "", "99999999999999999999"):
        for coding in ("chunked", "CHUNKED", "identity", "gzip", "x", "chunked, chunked", ""):
            wrong(group, f"length {length!r} and {coding!r}", "6.3",
                  post(f"Content-Length: {length}", f"Transfer-Encoding: {coding}", body=good))
            wrong(group, f"{coding!r} and length {length!r}", "6.3",
                  post(f"Transfer-Encoding: {coding}", f"Content-Length: {length}", body=good))
    for line in ("Transfer-Encoding : chunked", "Transfer-Encoding\t: chunked",
                 " Transfer-Encoding: chunked", "Transfer-Encoding:\r\n chunked",
                 "Transfer-Encoding: x\r\n chunked", "Transfer-Encoding: chunked\r\n x",
                 "A: b\rTransfer-Encoding: chunked", "A: b\nTransfer-Encoding: chunked",
                 "Transfer Encoding: chunked", "Transfer-Encoding;: chunked"):
        wrong(group, f"{line!r}", "5", post(line, body=good))
    for coding in ("chunked", "identity", "x"):
        last(group, f"{coding} in 1.0", "6.1",
             post(f"Transfer-Encoding: {coding}", body=good, version="HTTP/1.0") + LIVE, 400)
    last(group, "both in 1.0", "6.1",
         post("Content-Length: 2", "Transfer-Encoding: chunked", body=good, version="HTTP/1.0"), 400)
    right(group, "in 1.2", "2.5", chunked(good, version="HTTP/1.2"), 422)


def chunks():
    group = "chunk"
    end = b"0\r\n\r\n"
    per_byte(group, "7.1", lambda b: chunked(b"2" + b + b"\r\n{}\r\n" + end), frozenset(),
             name="byte after a size", skip=HEX)
    per_byte(group, "7.1", lambda b: chunked(b + b"2\r\n{}\r\n" + end), {0x30}, kept=422,
             name="byte before a size", skip=HEX - {0x30})
    per_byte(group, "7.1.1", lambda b: chunked(b"2;a" + b + b"b\r\n{}\r\n" + end),
             TOKEN | {0x3B, 0x3D}, kept=422, name="extension with")
    per_byte(group, "7.1.1", lambda b: chunked(b"2;a=b" + b + b"c\r\n{}\r\n" + end),
             TOKEN | {0x3B}, kept=422, name="value of an extension with")
    per_byte(group, "7.1.1", lambda b: chunked(b"2;a=\"b" + b + b"c\"\r\n{}\r\n" + end),
             VALUE - {0x22}, kept=422, name="quoted value with")
    per_byte(group, "7.1.1", lambda b: chunked(b"2;a=\"b\\" + b + b"c\"\r\n{}\r\n" + end),
             VALUE, kept=422, name="escaped")
    per_byte(group, "7.1.2", lambda b: chunked(b"2\r\n{}\r\n0\r\nA" + b + b"b: c\r\n\r\n"),
             TOKEN | {0x3A}, kept=422, name="trailer name with")
    per_byte(group, "7.1.2", lambda b: chunked(b"2\r\n{}\r\n0\r\nA: b" + b + b"c\r\n\r\n"),
             VALUE, kept=422, name="trailer value with")
    per_byte(group, "7.1", lambda b: chunked(b"2\r\n{}" + b + b"\n" + end), {13}, kept=422,
             name="byte after data")
    for body in (b"2\r\n{}\r\n" + end, b"1\r\n{\r\n1\r\n}\r\n" + end, b"02\r\n{}\r\n" + end,
                 b"0002\r\n{}\r\n00\r\n\r\n", b"A\r\n{        }\r\n" + end,
                 b"a\r\n{        }\r\n" + end, b"2;a\r\n{}\r\n" + end, b"2;a=b\r\n{}\r\n" + end,
                 b"2;a=b;c=\"d\"\r\n{}\r\n0;e\r\n\r\n", b"2 ;a\r\n{}\r\n" + end,
                 b"2\t; a = b\r\n{}\r\n" + end, b"2;a=\"\"\r\n{}\r\n" + end,
                 b"2;a=\"\\\"\"\r\n{}\r\n" + end, b"2;a=\"b;c\"\r\n{}\r\n" + end,
                 b"2\r\n{}\r\n0\r\nA: b\r\n\r\n", b"2\r\n{}\r\n0\r\nA:\r\nB: c\r\n\r\n",
                 b"2\r\n{}\r\n0\r\nContent-Length: 9\r\n\r\n",
                 b"2\r\n{}\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n",
                 b"2\r\n{}\r\n0\r\nHost: b\r\n\r\n", b"2\r\n{}\r\n0\r\nAuthorization: x\r\n\r\n",
                 b"4\r\n\r\n{}\r\n" + end, b"6\r\n{}\r\n\r\n\r\n" + end):
        right(group, f"{body!r}", "7.1", chunked(body) + LIVE, 422, 200)
    right(group, "no data", "7.1", chunked(end) + LIVE, 400, 200)
    for body in (b"\r\n", b"\n", b"x\r\n", b"g\r\n{}\r\n", b"-2\r\n{}\r\n", b"+2\r\n{}\r\n",
                 b"0x2\r\n{}\r\n", b"0X2\r\n{}\r\n", b"2h\r\n{}\r\n", b"2_0\r\n{}\r\n",
                 b"2.0\r\n{}\r\n", b"2e0x\r\n", b" 2\r\n{}\r\n", b"\t2\r\n{}\r\n", b"2 \r\n{}\r\n",
                 b"2\t\r\n{}\r\n", b"2 2\r\n{}\r\n", b"2,2\r\n{}\r\n", b"\r\n2\r\n{}\r\n",
                 b"2\n{}\r\n", b"2\r{}\r\n", b"2\r\r\n{}\r\n", b"2\n\r{}\r\n", b"2\r\n{}\n",
                 b"2\r\n{}\r", b"2\r\n{}\r\r\n", b"2\r\n{}0\r\n\r\n", b"2\r\n{}", b"2\r\n{}x\r\n",
                 b"1\r\n{}\r\n", b"3\r\n{}\r\n", b"2\r\n{}\r\n\r\n", b"2\r\n{} \r\n",
                 b"2;\r\n{}\r\n", b"2;;a\r\n{}\r\n", b"2;a;\r\n{}\r\n", b"2;=b\r\n{}\r\n",
                 b"2;a=\r\n{}\r\n", b"2;a==b\r\n{}\r\n", b"2;a=b=c\r\n{}\r\n", b"2;a b\r\n{}\r\n",
                 b"2;a=b c\r\n{}\r\n", b"2;\"a\"\r\n{}\r\n", b"2;a\"\r\n{}\r\n",
                 b"2;a=\"\r\n{}\r\n", b"2;a=\"b\r\n{}\r\n", b"2;a=b\"\r\n{}\r\n",
                 b"2;a=\"b\"c\r\n{}\r\n", b"2;a=\"b\\\"\r\n{}\r\n", b"2;a=\"b\r\n\"\r\n{}\r\n",
                 b"2;a\n{}\r\n", b"2;\n{}\r\n", b"2;a\rb\r\n{}\r\n", b"2;a\x00\r\n{}\r\n",
                 b"2;a=\"\x00\"\r\n{}\r\n", b"2;a,b\r\n{}\r\n", b"2;a:b\r\n{}\r\n",
                 b"2;\xc3\xa9\r\n{}\r\n", b"2;a=\xff\r\n{}\r\n", b"2;a \r\n{}\r\n",
                 b"FFFFFFFFFFFFFFFF\r\n{}\r\n", b"7FFFFFFFFFFFFFFF\r\n{}\r\n",
                 b"8000000000000000\r\n{}\r\n", b"10000000000000002\r\n{}\r\n",
                 b"FFFFFFFFFFFFFFFFFFFFFFFF\r\n{}\r\n", b"1000000000000000000000002\r\n{}\r\n",
                 b"0" * 100 + b"2\r\n{}\r\n"):
        wrong(group, f"{body[:40]!r}", "7.1", chunked(body + (b"" if body.endswith(end) else end)))
    for body in (b"0\n\r\n", b"0\r\n\n", b"0\n\n", b"0\r\n\rX", b"0\r\r\n\r\n", b"0\r\nA\r\n\r\n",
                 b"0\r\n: b\r\n\r\n", b"0\r\nA : b\r\n\r\n", b"0\r\n A: b\r\n\r\n",
                 b"0\r\nA: b\r\n c\r\n\r\n", b"0\r\nA: b\n\r\n", b"0\r\nA: b\rc\r\n\r\n",
                 b"0\r\nA: \x00\r\n\r\n", b"0\r\nA: \x7f\r\n\r\n", b"0\r\n\xc3\xa9: b\r\n\r\n",
                 b"0;\r\n\r\n", b"0 \r\n\r\n", b"00x\r\n\r\n", b"-0\r\n\r\n", b"0\r\nx\r\n\r\n",
                 b"0\r\n" + LIVE):
        wrong(group, f"end {body[:40]!r}", "7.1.2", chunked(b"2\r\n{}\r\n" + body))


def expectations():
    group = "expect"
    right(group, "body at once", "9110 10.1.1",
          post("Content-Length: 2", "Expect: 100-continue", body=b"{}"), (100, 422))
    right(group, "100-Continue", "9110 10.1.1",
          post("Content-Length: 2", "Expect: 100-Continue", body=b"{}"), (100, 422))
    right(group, "no body", "9110 10.1.1", get("Expect: 100-continue"))
    right(group, "length 0", "9110 10.1.1", post("Content-Length: 0", "Expect: 100-continue"), 400)
    for value in ("x", "200-ok", "100-continue, x", "x, 100-continue", "100-continue-x",
                  "100 continue", "100-continue;a=b", "\"100-continue\"", "100"):
        wrong(group, f"{value!r}", "9110 10.1.1",
              post("Content-Length: 2", f"Expect: {value}", body=b"{}"), 417)
    last(group, "x in 1.0", "9110 10.1.1",
         post("Content-Length: 2", "Expect: x", body=b"{}", version="HTTP/1.0"), 422)
    last(group, "100-continue in 1.0", "9110 10.1.1",
         post("Content-Length: 2", "Expect: 100-continue", body=b"{}", version="HTTP/1.0"), 422)
    for name, path, kind, length, status in (
            ("none such", "/none", "application/json", 2, 404),
            ("no such method", "/health/live", "application/json", 2, 405),
            ("another type", "/api/v1/sessions", "text/plain", 2, 415),
            ("too large", "/api/v1/sessions", "application/json", 2_000_000, 413)):
        last(group, f"{name}: no 100 Continue", "9110 10.1.1",
             post(f"Content-Length: {length}", "Expect: 100-continue", path=path, kind=kind), status)


def connections():
    group = "connection"
    for value in ("close", "Close", "CLOSE", " close ", "close, x", "x, close", "x,close,y",
                  "keep-alive, close", "close, keep-alive", "upgrade ,\tclose", ",close", "close,",
                  "x\r\nConnection: close", "close\r\nConnection: x", "keep-alive\r\nconnection: close"):
        last(group, f"{value!r}", "9.6", get(f"Connection: {value}") + LIVE, 200)
    for value in ("keep-alive", "x", "closed", "clos", "close-x", "x-close", "", ",", "close;x"):
        right(group, f"{value!r}", "9.3", get(f"Connection: {value}") + LIVE, 200, 200)
    last(group, "1.0", "9.3", get(version="HTTP/1.0") + LIVE, 200)
    last(group, "1.0 with close", "9.3", get("Connection: close", version="HTTP/1.0") + LIVE, 200)
    last(group, "1.0 with x", "9.3", get("Connection: x", version="HTTP/1.0") + LIVE, 200)
    for value in ("keep-alive", "Keep-Alive", "x, keep-alive"):
        right(group, f"1.0 with {value}", "9.3",
              get(f"Connection: {value}", version="HTTP/1.0") + LIVE, 200, 200)
    last(group, "1.0 with keep-alive and close", "9.3",
         get("Connection: keep-alive, close", version="HTTP/1.0") + LIVE, 200)
    last(group, "close after an error", "9.6", get("Connection: close", target="/none") + LIVE, 404)
    last(group, "close with a body", "9.6",
         post("Content-Length: 2", "Connection: close", body=b"{}") + LIVE, 422)
    last(group, "close to HEAD", "9.6", get("Connection: close", method="HEAD") + LIVE, 200,
         heads=True)
    for count in (2, 16, 64, 65, 200, 1_000):
        right(group, f"{count} pipelined", "9.3.2", LIVE * count, *[200] * count)
    right(group, "pipelined, mixed", "9.3.2",
          LIVE + post("Content-Length: 2", body=b"{}") + get(target="/none")
          + chunked(b"2\r\n{}\r\n0\r\n\r\n") + LIVE, 200, 422, 404, 422, 200)
    last(group, "pipelined, then wrong", "9.3.2", LIVE * 3 + b"X\r\n\r\n" + LIVE, 200, 200, 200, 400)
    last(group, "pipelined, then close", "9.3.2", LIVE + get("Connection: close") + LIVE, 200, 200)
    right(group, "errors leave the connection", "9.3",
          get(target="/none") + get(method="BREW") + get(method="PUT") + get(target="/api/v1/me")
          + post("Content-Length: 1", body=b"{") + LIVE, 404, 501, 405, 401, 400, 200)
    for target in ("/health/live", "/", "/openapi.json", "/none", "/api/v1/me"):
        status = {"/none": 404, "/api/v1/me": 401}.get(target, 200)
        right(group, f"HEAD {target}", "9110 9.3.2", get(method="HEAD", target=target), status,
              heads=True)
    for name, data in (("Host", get(method="HEAD", host="Host: a b")),
                       ("field", get("A b", method="HEAD")),
                       ("target", get(method="HEAD", target="/#")),
                       ("length", get("Content-Length: x", method="HEAD")),
                       ("version", b"HEAD / HTTP/1.x\r\nHost: a\r\n\r\n")):
        last(group, f"HEAD with a wrong {name}", "9110 9.3.2", data, 400, heads=True)
    last(group, "HEAD of HTTP/2.0", "9110 9.3.2", get(method="HEAD", version="HTTP/2.0"), 505,
         heads=True)
    right(group, "a condition on what is not there", "9110 13.2.1",
          get("If-None-Match: *", target="/none"), 404)
    right(group, "a condition on what is not shown", "9110 13.2.1",
          get("If-None-Match: *", target="/api/v1/me"), 401)
    right(group, "not modified", "9110 15.4.5", get("If-None-Match: *", target="/openapi.json"), 304)


def limits():
    group = "limit"
    for over, kept in ((-1, True), (0, True), (1, False)):
        say, go = (right, 404) if kept else (last, 414)
        say(group, f"target {over:+}", "3", get(target="/" + "a" * (8_191 + over)), go)
        say(group, f"target with a query {over:+}", "3", get(target="/?" + "a" * (8_190 + over)),
            400 if kept else 414)
        frame = len(get("A: "))
        say(group, f"head {over:+}", "9110 5.4", get("A: " + "b" * (32_768 - frame + over)),
            200 if kept else 431)
        say(group, f"head of one name {over:+}", "9110 5.4",
            get("b" * (32_768 - frame + over) + "A: "), 200 if kept else 431)
        say(group, f"fields {over:+}", "9110 5.4", get(*["A: b"] * (99 + over)), 200 if kept else 431)
        body = b"{" + b" " * (1_048_574 + over) + b"}"
        say(group, f"body {over:+}", "9110 15.5.14", post(f"Content-Length: {len(body)}", body=body),
            422 if kept else 413)
        coded = b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
        say(group, f"chunked body {over:+}", "9110 15.5.14", chunked(coded), 422 if kept else 413)
        half = b"%x\r\n" % 1_000 + body[:1_000] + b"\r\n%x\r\n" % (len(body) - 1_000) + body[1_000:]
        say(group, f"body of two chunks {over:+}", "9110 15.5.14",
            chunked(half + b"\r\n0\r\n\r\n"), 422 if kept else 413)
        say(group, f"extension {over:+}", "7.1.1",
            chunked(b"2;" + b"a" * (4_095 + over) + b"\r\n{}\r\n0\r\n\r\n"), 422 if kept else 400)
        say(group, f"extensions of two chunks {over:+}", "7.1.1",
            chunked(b"1;" + b"a" * 2_047 + b"\r\n{\r\n1;" + b"a" * (2_047 + over)
                    + b"\r\n}\r\n0\r\n\r\n"), 422 if kept else 400)
        say(group, f"trailers {over:+}", "7.1.2",
            chunked(b"2\r\n{}\r\n0\r\nA: " + b"b" * (8_189 + over) + b"\r\n\r\n"),
            422 if kept else 431)
        say(group, f"method {over:+}", "3", get(method="M" * (32 + over)), 501)
    for name, data, status in (
            ("target, no end", b"GET /" + b"a" * HUGE, 414),
            ("target, whole", get(target="/" + "a" * HUGE), 414),
            ("query", get(target="/?" + "a" * HUGE), 414),
            ("absolute target", get(target="http://a/" + "a" * HUGE), 414),
            ("value, no end", get()[:-2] + b"A: " + b"b" * HUGE, 431),
            ("value, whole", get("A: " + "b" * HUGE), 431),
            ("name, no end", get()[:-2] + b"a" * HUGE, 431),
            ("many fields", get(*["A: b"] * (HUGE // 6)), 431),
            ("Host", get(host="Host: " + "a" * HUGE), 431),
            ("length of many digits", post("Content-Length: " + "0" * HUGE + "2"), 431),
            ("method, no end", b"M" * HUGE, 501),
            ("method, whole", get(method="M" * HUGE), 501),
            ("no token, no end", b"M@" * (HUGE // 2), 400),
            ("version", b"GET / HTTP/1." + b"1" * HUGE, 414),
            ("extension", chunked(b"2;" + b"a" * HUGE), 400),
            ("quoted extension", chunked(b"2;a=\"" + b"a" * HUGE), 400),
            ("extensions together", chunked(b"1;abcdefgh\r\n \r\n" * (HUGE // 16)), 400),
            ("trailer", chunked(b"2\r\n{}\r\n0\r\nA: " + b"b" * HUGE), 431),
            ("trailer name", chunked(b"2\r\n{}\r\n0\r\n" + b"b" * HUGE), 431),
            ("trailers together", chunked(b"2\r\n{}\r\n0\r\n" + b"A: b\r\n" * (HUGE // 6)), 431),
            ("chunk size", chunked(b"0" * HUGE), 400),
            ("body", post(f"Content-Length: {HUGE}", body=b"x" * HUGE), 413),
            ("body for none", post(f"Content-Length: {HUGE}", path="/none", body=b"x" * HUGE), 404),
            ("body of chunks", chunked((b"1000\r\n" + b" " * 4_096 + b"\r\n") * 1_024), 413),
            ("chunks for none", chunked((b"1000\r\n" + b" " * 4_096 + b"\r\n") * 1_024,
                                        path="/none"), 404),
            ("after a wrong message", b"X\r\n\r\n" + b"x" * HUGE, 400)):
        last(group, f"4 MiB: {name}", "9.6", data, status)
    last(group, "empty lines without end", "2.2", b"\r\n" * 1_000, 400)


def table():
    if not TABLE:
        for make in (request_line, targets, hosts, fields, lengths, codings, chunks, expectations,
                     connections, limits):
            make()
    return TABLE


# A whole message cut once: nothing may come before its last byte, and then the same answers.
PARTIAL = [
    ("plain", LIVE, [200]), ("empty lines", b"\r\n\r\n" + LIVE, [200]),
    ("length", post("Content-Length: 2", body=b"{}"), [422]),
    ("chunks", chunked(b"1;a=\"b\"\r\n{\r\n1\r\n}\r\n0\r\nA: b\r\n\r\n"), [422]),
    ("body for none", post("Content-Length: 2", path="/none", body=b"{}"), [404]),
    ("chunks for none", chunked(b"2\r\n{}\r\n0\r\n\r\n", path="/none"), [404]),
]
