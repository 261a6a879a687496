"""Judges many tokens with jwcrypto in one process: a JSON document in, one word for each token out."""
import json
import sys

from jwcrypto import jwk, jwt

given = json.load(sys.stdin)
jwt.time = type("Frozen", (), {"time": staticmethod(lambda: given["now"])})
keys = {key["kid"]: jwk.JWK(**key) for key in given["keys"]}


def judge(token):
    try:
        read = jwt.JWT(algs=given["algorithms"])
        read.leeway = given["leeway"]
        header = json.loads(jwk.base64url_decode(token.split(".")[0]))
        read.deserialize(token, keys[header["kid"]])
        json.loads(read.claims)
        return "accepted"
    except Exception as error:  # a library's way to say no is any exception
        return type(error).__name__


json.dump([judge(token) for token in given["tokens"]], sys.stdout)
