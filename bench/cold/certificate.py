"""A certificate for the stub, made for one run, and a list of authorities that ends with it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import botocore
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from infra.paths import ROOT

_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Mianyue bench")])
_PEM = serialization.Encoding.PEM


@dataclass(frozen=True)
class Certificate:
    """Files: what the stub shows (with its key), and whom clients trust: all the web's authorities, or Amazon's."""

    shown: Path
    trusted: Path
    trusted_by_ours: Path


def certificate(folder: Path, names: list[str]) -> Certificate:
    """A self-signed certificate for `names`, which may begin with `*.`, good for one day.

    It is trusted beside those whose certificates a deployed function reads at its start: boto3 reads its list of
    the web's hundred and more authorities, ours that of Amazon's five (mianyue/adapters/wire.py).
    """
    key = ec.generate_private_key(ec.SECP256R1())
    signed = _signed(key, names).public_bytes(_PEM)
    secret = key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    made = Certificate(folder / "shown.pem", folder / "trusted.pem", folder / "amazons.pem")
    made.shown.write_bytes(secret + signed)
    made.trusted.write_bytes((Path(botocore.__file__).parent / "cacert.pem").read_bytes() + signed)
    made.trusted_by_ours.write_bytes((ROOT / "mianyue/adapters/amazon_roots.pem").read_bytes() + signed)
    return made


def _signed(key: ec.EllipticCurvePrivateKey, names: list[str]) -> x509.Certificate:
    now, public = datetime.now(UTC), key.public_key()
    builder = x509.CertificateBuilder(
        subject_name=_NAME,
        issuer_name=_NAME,
        public_key=public,
        serial_number=x509.random_serial_number(),
        not_valid_before=now - timedelta(minutes=5),
        not_valid_after=now + timedelta(days=1),
    )
    for extension, critical in _extensions(public, names):
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(key, hashes.SHA256())


def _extensions(public: ec.EllipticCurvePublicKey, names: list[str]) -> list[tuple[x509.ExtensionType, bool]]:
    """What a strict check (RFC 5280) asks of a certificate that is its own authority."""
    usage = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "crl_sign"), False
    )
    usage |= dict.fromkeys(("encipher_only", "decipher_only"), False)
    return [
        (x509.BasicConstraints(ca=True, path_length=None), True),
        (x509.KeyUsage(digital_signature=True, key_cert_sign=True, **usage), True),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
        (x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), False),
        (x509.SubjectKeyIdentifier.from_public_key(public), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(public), False),
    ]
