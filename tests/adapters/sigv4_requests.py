"""Requests with every oddity that a signature can trip over, each by its name: (signing service, request)."""

from mianyue.adapters.sigv4 import Request

REGION = "eu-central-1"
JSON = {"content-type": "application/json"}
LAMBDA = "/2015-03-31/functions"
HAN = "欧阳敏，您好：𠮷野家 – ü é ß"
ALL_ASCII = "".join(map(chr, range(128)))
RESERVED = "!#$%&'()*+,/:;=?@[] \"<>\\^`{|}~"


def aws(name: str) -> str:
    return f"{name}.{REGION}.amazonaws.com"


def dynamodb(body: bytes = b"{}", *, host: str = aws("dynamodb"), **headers: str) -> tuple[str, Request]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    usual = {"content-type": "application/x-amz-json-1.0", "x-amz-target": "DynamoDB_20120810.GetItem"}
    return "dynamodb", Request("POST", host, "/", usual | named, body)


def sqs(body: bytes, path: str = "/") -> tuple[str, Request]:
    return "sqs", Request("POST", aws("sqs"), path, {"x-amz-target": "AmazonSQS.SendMessage"}, body)


def secrets(body: bytes, **headers: str) -> tuple[str, Request]:
    return "secretsmanager", Request("POST", aws("secretsmanager"), "/", headers, body)


def scheduler(method: str, path: str, *query: tuple[str, str], body: bytes = b"") -> tuple[str, Request]:
    return "scheduler", Request(method, aws("scheduler"), path, JSON, body, query)


def function(name: str, *query: tuple[str, str]) -> tuple[str, Request]:
    return "lambda", Request("POST", aws("lambda"), f"{LAMBDA}/{name}/invocations", JSON, b"{}", query)


def s3(method: str, path: str, *query: tuple[str, str], body: bytes = b"", **headers: str) -> tuple[str, Request]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return "s3", Request(method, f"bucket.{aws('s3')}", path, named, body, query)


def ses(method: str, path: str, *query: tuple[str, str], body: bytes = b"") -> tuple[str, Request]:
    return "ses", Request(method, aws("email"), path, JSON, body, query)


BODIES = {
    "empty": dynamodb(b""),
    "an empty object": dynamodb(b"{}"),
    "unicode": sqs(HAN.encode()),
    "every byte": sqs(bytes(range(256))),
    "not UTF-8": sqs(b"\xff\xfe\x00\xc3"),
    "line ends": sqs(b"a\r\nb\nc\r\n\r\n"),
    "one null byte": sqs(b"\0"),
    "5 MB": ses("POST", "/v2/email/outbound-emails", body=b"0123456789abcdef" * 327_680),
    "a body with GET": ses("GET", "/v2/email/account", body=b"{}"),
}
HEADERS = {
    "none": secrets(b"{}"),
    "an empty value": secrets(b"{}", x=""),
    "a value of spaces": secrets(b"{}", x="   "),
    "a value of tabs": secrets(b"{}", x="\t\t"),
    "spaces around": secrets(b"{}", x="  a  "),
    "runs of spaces": secrets(b"{}", x="a   b  c"),
    "tabs between": secrets(b"{}", x="a\tb \t c"),
    "a folded line": secrets(b"{}", x="a\r\n  b"),
    "runs of spaces in quotes": secrets(b"{}", x='"a   b"'),
    "no-break and wide spaces": secrets(b"{}", x="a\u00a0b\u3000c\u2003"),
    "unicode": secrets(b"{}", x=HAN),
    "commas, colons and semicolons": secrets(b"{}", x="a,b ,c: d; e=f"),
    "a long value": secrets(b"{}", x="v" * 8_000),
    "names in mixed case": dynamodb(**{"X-Amz-Meta-B": "1", "x-aMz-meTA-a": "2"}),
    "names to sort": dynamodb(b="1", a="2", a_b="3", ab="4", a1="5", **{"a_": "6", "a.b": "7"}),
    "names with odd characters": dynamodb(**{"a!b": "1", "a~b": "2", "a|b": "3", "a'b": "4", "a^b": "5"}),
    "what proxies change": dynamodb(
        connection="keep-alive", expect="100-continue", te="trailers", transfer_encoding="chunked", upgrade="h2c"
    ),
    "what names the program": dynamodb(**{"User-Agent": "Mianyue", "X-Amzn-Trace-Id": "Root=1-2-3", "Keep-Alive": "5"}),
    "what proxies ask for": dynamodb(proxy_authenticate="a", proxy_authorization="b", trailer="c"),
    "content length and checksum": dynamodb(content_length="2", content_md5="mZFLkyvTelC5g8XnyQrpOw=="),
    "a signature of an earlier try": dynamodb(Authorization="AWS4-HMAC-SHA256 old", X_Amz_Date="20200101T000000Z"),
    "a token of an earlier try": dynamodb(**{"X-Amz-Security-Token": "old"}),
}
HOSTS = {
    "with a port": dynamodb(host="localhost:4566"),
    "with the port that HTTPS has anyway": dynamodb(host="vpce-1.dynamodb.eu-central-1.vpce.amazonaws.com:443"),
    "with a port that ends like it": dynamodb(host="localhost:8443"),
    "in mixed case": dynamodb(host="DynamoDB.EU-Central-1.AmazonAWS.com"),
    "an address": dynamodb(host="127.0.0.1:8000"),
    "an address in brackets": dynamodb(host="[::1]:4566"),
    "a bucket with dots": ("s3", Request("GET", "my.bucket.name.s3.amazonaws.com", "/key", {})),
}
PATHS = {
    "a name": scheduler("POST", "/schedules/m7f-1", body=b"{}"),
    "a colon": scheduler("GET", "/schedules/a:b"),
    "a plus": scheduler("GET", "/schedules/a+b"),
    "a percent": scheduler("GET", "/schedules/100%"),
    "what looks encoded": scheduler("GET", "/schedules/a%20b%2Fc%2f"),
    "an equals sign": scheduler("GET", "/schedules/a=b"),
    "a star": scheduler("GET", "/schedules/a*"),
    "a tilde": scheduler("GET", "/schedules/~a"),
    "a space": scheduler("GET", "/schedules/a b"),
    "spaces at the ends": scheduler("GET", "/ a / b "),
    "everything reserved": scheduler("GET", "/schedules/" + RESERVED),
    "every ASCII character": scheduler("GET", "/schedules/" + ALL_ASCII),
    "unicode": scheduler("GET", "/schedules/" + HAN),
    "unicode, decomposed": scheduler("GET", "/schedules/u\u0308"),
    "two slashes": scheduler("GET", "/schedules//a"),
    "two slashes first": scheduler("GET", "//schedules/a"),
    "only slashes": scheduler("GET", "///"),
    "a slash at the end": scheduler("GET", "/schedules/a/"),
    "two slashes at the end": scheduler("GET", "/schedules/a//"),
    "a dot": scheduler("GET", "/schedules/./a"),
    "a dot at the end": scheduler("GET", "/schedules/a/."),
    "two dots": scheduler("GET", "/schedules/x/../a"),
    "two dots at the end": scheduler("GET", "/schedules/a/.."),
    "two dots above the root": scheduler("GET", "/../../a"),
    "nothing but two dots": scheduler("GET", "/.."),
    "dots that are a name": scheduler("GET", "/schedules/.../.a/a.."),
    "a function's name": function("mianyue-imports"),
    "a function's ARN": function("arn:aws:lambda:eu-central-1:123456789012:function:mianyue:live"),
    "a function's name in Han": function("面约"),
    "SES's account": ses("GET", "/v2/email/account"),
    "SES's mails": ses("POST", "/v2/email/outbound-emails", body=HAN.encode()),
    "a suppressed address": ses("DELETE", "/v2/email/suppression/addresses/a+b@例子.example"),
}
QUERIES = {
    "to sort": scheduler("GET", "/schedules", ("z", "1"), ("a", "b c/~")),
    "upper before lower case": scheduler("GET", "/schedules", ("b", "1"), ("B", "2"), ("a", "3"), ("A", "4")),
    "one name several times": scheduler("GET", "/schedules", ("a", "2"), ("a", "10"), ("a", "1"), ("a", "")),
    "one pair twice": scheduler("GET", "/schedules", ("a", "1"), ("a", "1")),
    "an empty value": scheduler("DELETE", "/schedules/x", ("clientToken", "")),
    "an empty name": scheduler("GET", "/schedules", ("", "a"), ("b", "")),
    "nothing but an equals sign": scheduler("GET", "/schedules", ("", "")),
    "everything reserved": scheduler("GET", "/schedules", (RESERVED, RESERVED)),
    "every ASCII character": scheduler("GET", "/schedules", (ALL_ASCII, ALL_ASCII)),
    "what looks encoded": scheduler("GET", "/schedules", ("a%20b", "c%2Fd+e")),
    "unicode": scheduler("GET", "/schedules", ("姓名", HAN), ("u\u0308", "ü")),
    "names that sort otherwise once encoded": scheduler("GET", "/schedules", ("a-", "1"), ("a:", "2"), ("a", "3")),
    "a function's version": function("mianyue-send", ("Qualifier", "$LATEST")),
    "SES's next page": ses("GET", "/v2/email/identities", ("NextToken", "ab+/=="), ("PageSize", "10")),
}
OBJECTS = {
    "put": s3("PUT", "/mail/m 1.json", body=b"\x00\xff", content_type="application/json"),
    "get": s3("GET", "/mail/m1.json"),
    "head": s3("HEAD", "/mail/m1.json"),
    "delete": s3("DELETE", "/mail/m1.json", ("versionId", "a/b+c=")),
    "an empty object": s3("PUT", "/mail/empty"),
    "a long object": s3("PUT", "/mail/long", body=b"x" * 1_000_000),
    "a key in Han": s3("GET", "/mail/姓名.json"),
    "a key with two slashes": s3("GET", "/a//b"),
    "a key that begins with a slash": s3("GET", "//a"),
    "a key that ends in slashes": s3("PUT", "/a//"),
    "a key with dots": s3("GET", "/a/./b/../c"),
    "a key of dots": s3("GET", "/.."),
    "a key with everything reserved": s3("GET", "/" + RESERVED),
    "a key of every ASCII character": s3("GET", "/" + ALL_ASCII),
    "a key that looks encoded": s3("GET", "/a%20b%2Fc"),
    "the bucket itself": s3("GET", "/", ("list-type", "2"), ("prefix", "mail/ü&="), ("delimiter", "/")),
    "a subresource": s3("GET", "/", ("lifecycle", "")),
    "metadata": s3("PUT", "/k", body=b"1", x_amz_meta_name="a   b", **{"X-Amz-Meta-Empty": ""}),
    "a checksum": s3("PUT", "/k", body=b"1", **{"Content-MD5": "xMpCOKC5I4INzFCab3WEmw=="}),
    "a hash of somebody else": s3("PUT", "/k", body=b"1", **{"X-Amz-Content-SHA256": "UNSIGNED-PAYLOAD"}),
}
GROUPS = {
    "body": BODIES,
    "header": HEADERS,
    "host": HOSTS,
    "path": PATHS,
    "query": QUERIES,
    "object": OBJECTS,
}
CORPUS = {f"{group}: {name}": request for group, named in GROUPS.items() for name, request in named.items()}
