"""Whom the functions trust: Amazon's authorities first, then the system's, or those of a file; nobody else."""

import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import botocore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from mianyue.adapters import wire as wires
from mianyue.adapters.sigv4 import Request
from mianyue.adapters.wire import NotConnectedError, Timeouts, Wire

ROOTS = Path(wires.__file__).with_name("amazon_roots.pem")
NAMES = {
    "Amazon Root CA 1",
    "Amazon Root CA 2",
    "Amazon Root CA 3",
    "Amazon Root CA 4",
    "Starfield Services Root Certificate Authority - G2",
}


# Starfield has numbered its certificate 0, which cryptography finds worth a warning.
@pytest.mark.filterwarnings("ignore:Parsed a serial number")
def test_the_authorities_are_amazons_as_everybody_else_knows_them() -> None:
    everybody = (Path(botocore.__file__).parent / "cacert.pem").read_text("ascii")
    ours = re.findall(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", ROOTS.read_text("ascii"), re.DOTALL)
    assert len(ours) == len(NAMES)
    assert all(each in everybody for each in ours)


def test_the_authorities_are_good_for_years() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(ROOTS)
    roots = {dict(part[0] for part in each["subject"])["commonName"]: each for each in context.get_ca_certs()}
    assert roots.keys() == NAMES
    soon = datetime.now(UTC) + timedelta(days=5 * 365)
    assert all(ssl.cert_time_to_seconds(each["notAfter"]) > soon.timestamp() for each in roots.values())


@pytest.fixture
def shown(tmp_path: Path) -> Path:
    """A certificate for localhost that no authority knows, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")]), datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    for extension in (
        x509.SubjectAlternativeName([x509.DNSName("localhost")]),
        x509.BasicConstraints(ca=True, path_length=None),
        identifier,
        x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier),
    ):
        builder = builder.add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
    usage = dict.fromkeys(("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"), False)
    usage |= dict.fromkeys(("crl_sign", "encipher_only", "decipher_only"), False)
    builder = builder.add_extension(x509.KeyUsage(digital_signature=True, key_cert_sign=True, **usage), critical=True)
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = tmp_path / "shown.pem"
    file.write_bytes(secret + builder.sign(key, hashes.SHA256()).public_bytes(pem))
    return file


@contextmanager
def a_server(shown: Path) -> Iterator[int]:
    """Answers over TLS, at most two connections; its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown)

    def serve() -> None:
        for _ in range(2):
            opened, _ = listening.accept()
            try:
                with context.wrap_socket(opened, server_side=True) as encrypted:
                    encrypted.recv(65_536)
                    encrypted.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")
                return
            except OSError:
                opened.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


def ask(host: str) -> bytes:
    wire = Wire(Timeouts(connect=5, read=5))
    try:
        return wire.exchange(Request("GET", host, "/", {}), {"host": host}).body
    finally:
        wire.close()


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    for context in (wires._amazons, wires._everybodys):
        context.cache_clear()
    yield
    for context in (wires._amazons, wires._everybodys):
        context.cache_clear()


def test_a_stranger_gets_no_request(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)
    with a_server(shown) as port, pytest.raises(NotConnectedError, match="SSLCertVerificationError"):
        ask(f"localhost:{port}")


def test_a_file_named_as_aws_names_it_says_whom_else_to_trust(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_CA_BUNDLE", str(shown))
    with a_server(shown) as port:
        assert ask(f"localhost:{port}") == b"{}"


def test_an_authority_that_amazon_has_moved_to_is_trusted_if_the_system_does(
    shown: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(shown))
    with a_server(shown) as port:
        assert ask(f"localhost:{port}") == b"{}"


def test_a_certificate_for_another_name_is_a_strangers(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_CA_BUNDLE", str(shown))
    with a_server(shown) as port, pytest.raises(NotConnectedError, match="SSLCertVerificationError"):
        ask(f"127.0.0.1:{port}")
