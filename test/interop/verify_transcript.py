#!/usr/bin/env python3
"""Verifies the transcript of a key ceremony without the app: python3 verify_transcript.py FILE

Needs Python 3.8 and the command openssl (1.1.1 or later). It finds every changed byte, and says who signed. Whether the acts in it
were allowed in this order, only `dcm-keys ceremony verify` says. The format: electron/domain/TRANSCRIPT-FORMAT.md.
"""
import base64
import hashlib
import json
import os
import subprocess
import sys
import tempfile

SPKI_ED25519 = bytes.fromhex("302a300506032b6570032100")  # RFC 8410


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def octets(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def require(is_so, what):
    if not is_so:
        sys.exit(f"NOT TO BE TRUSTED: {what}")


def is_signed(x, message, signature):
    pem = base64.encodebytes(SPKI_ED25519 + x).decode()
    with tempfile.TemporaryDirectory() as folder:
        key, signed, by = (os.path.join(folder, name) for name in ("key", "signed", "by"))
        with open(key, "w") as file:
            file.write(f"-----BEGIN PUBLIC KEY-----\n{pem}-----END PUBLIC KEY-----\n")
        for path, content in ((signed, message), (by, signature)):
            with open(path, "wb") as file:
                file.write(content)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin", "-in", signed, "-sigfile", by]
        return subprocess.run(command, capture_output=True).returncode == 0


def main(path):
    with open(path, "rb") as file:
        content = file.read()
    try:
        transcript = json.loads(content.decode("utf-8"))
        require((canonical(transcript) + "\n").encode() == content, "it is not spelled as it was written")
        ceremony, entries, key = (transcript[name] for name in ("ceremony", "entries", "evidenceKey"))
        rest = {name: value for name, value in transcript.items() if name != "signature"}
        message = f"{transcript['format']}-v1\0{canonical(rest)}".encode()
        require(len(octets(key["x"])) == 32, "its key is none of Ed25519")
        require(is_signed(octets(key["x"]), message, octets(transcript["signature"])), "the signature does not fit")
        is_rehearsal = ceremony.startswith("R-")
        context = "dcm-ceremony-REHEARSAL-v1\0" if is_rehearsal else "dcm-ceremony-v1\0"
        before = "0" * 64
        for number, entry in enumerate(entries, 1):
            follows = (entry["seq"], entry["prevHash"], entry["ceremony"]) == (number, before, ceremony)
            require(follows, f"entry {number} does not follow the one before")
            body = canonical({name: value for name, value in entry.items() if name != "hash"})
            before = hashlib.sha256(f"{context}{entry['prevHash']}{body}".encode()).hexdigest()
            require(entry["hash"] == before, f"entry {number} was changed")
        script = hashlib.sha256(transcript["script"].encode()).hexdigest()
        require(entries[0]["content"]["sha256"] == script, "the script in it is another one")
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        require(False, "it is no transcript")
    thumbprint = hashlib.sha256(canonical({name: key[name] for name in ("crv", "kty", "x")}).encode()).digest()
    fingerprint = base64.urlsafe_b64encode(thumbprint).decode().rstrip("=")
    if is_rehearsal:
        print("REHEARSAL: it proves nothing about any key")
    print(f"intact: ceremony {ceremony}, {len(entries)} entries, script SHA-256 {script}")
    print(f"newest entry {before}: compare it with the report on paper")
    print(f"signed by the evidence key {fingerprint}: compare it with the one that you know")


if __name__ == "__main__":
    require(len(sys.argv) == 2, "name one file")
    main(sys.argv[1])
