"""Restores keys from a backup file and papers as BACKUP-FORMAT.md describes them: a JSON document in, thumbprints out."""
import base64
import hashlib
import json
import sys

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from jwcrypto import jwk

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def times(a, b, polynomial, bits):
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a <<= 1
        a ^= polynomial if a >> bits else 0
        b >>= 1
    return product


def read_share(text):
    text = "".join(one for one in text.upper() if one not in " -\r\n\t")
    assert text.startswith("DCMKEY1"), "version"
    body = text[7:].replace("O", "0").replace("I", "1").replace("L", "1")
    assert len(body) == 100, "length"
    bits = ""
    for group in range(20):
        *data, check = [LETTERS.index(one) for one in body[group * 5 : group * 5 + 5]]
        expected = group + 1
        for place, value in enumerate(data):
            expected ^= times(value, 2 << place, 0x25, 5)
        assert check == expected, f"group {group + 1}"
        bits += "".join(f"{value:05b}" for value in data)
    octets = bytes(int(bits[at : at + 8], 2) for at in range(0, 400, 8))
    assert hashlib.sha256(b"dcm-key-share-v1\0" + octets[:45]).digest()[:5] == octets[45:], "checksum"
    return octets


def at_zero(points):
    value = 0
    for x, y in points:
        for other, _ in points:
            if other != x:
                inverse = next(one for one in range(1, 256) if times(one, x ^ other, 0x11B, 8) == 1)
                y = times(y, times(other, inverse, 0x11B, 8), 0x11B, 8)
        value ^= y
    return value


def octets_of(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


given = json.load(sys.stdin)
shares = [read_share(paper) for paper in given["papers"]]
assert len({share[1:11] for share in shares}) == 1, "sets"
assert len(shares) >= shares[0][9], "too few"
key = bytes(at_zero([(share[12], share[13 + place]) for share in shares]) for place in range(32))
clear = given["file"]
nonce, sealed = octets_of(clear.pop("nonce")), octets_of(clear.pop("sealed"))
canonical = json.dumps(clear, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
plain = AESGCM(key).decrypt(nonce, sealed, canonical)
found = []
while plain:
    end = 4 + int.from_bytes(plain[:4], "big")
    private = serialization.load_der_private_key(plain[4:end], None)
    found.append(jwk.JWK.from_pyca(private).thumbprint())
    plain = plain[end:]
json.dump(found, sys.stdout)
