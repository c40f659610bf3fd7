"""Signs what the QR of a badge says and reads it back: Ed25519, which devices verify without a connection."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.registration.domain.badge_tokens import TokenFacts, Verdict, read_facts, written
from services.registration.ports.badges import PublicKey, Sealed

DERIVED = b"plenary badges, ed25519, 1:"
KEY_ID = 4
"""Letters of the hash of a public key by which tokens name it."""


class BadgeSigner:
    """Signs with the first key and verifies with all of them: a former key stays until its badges have run out."""

    def __init__(self, keys: Sequence[Ed25519PrivateKey]) -> None:
        known = [(_id_of(key), key) for key in keys]
        self._id, self._key = known[0]
        self._public = {id: key.public_key() for id, key in known}

    @classmethod
    def from_secrets(cls, secrets: str) -> Self:
        """Return the signer of secrets separated by commas, the present one first."""
        seeds = [hashlib.sha256(DERIVED + one.strip().encode()).digest() for one in secrets.split(",")]
        return cls([Ed25519PrivateKey.from_private_bytes(seed) for seed in seeds])

    def sign(self, facts: TokenFacts) -> str:
        """Return the text of the QR."""
        text = written(facts, self._id)
        signature = base64.b32encode(self._key.sign(text.encode())).decode().rstrip("=")
        return f"{text}/{signature}"

    def read(self, token: str) -> TokenFacts | Verdict:
        """Return what a QR says if one of the keys signed it, else why it is refused."""
        text, _, signature = token.strip().upper().rpartition("/")
        found = read_facts(text)
        if found is None:
            return Verdict.MALFORMED
        key, facts = found
        if key not in self._public:
            return Verdict.FORGED
        try:
            signed = base64.b32decode(signature + "=" * (-len(signature) % 8))
            self._public[key].verify(signed, text.encode())
        except binascii.Error:
            return Verdict.MALFORMED
        except InvalidSignature:
            return Verdict.FORGED
        return facts

    def seal(self, purpose: str, content: str) -> Sealed:
        """Return the signature over a text for one purpose: signed for another it is worth nothing."""
        signature = self._key.sign(f"{purpose}\n{content}".encode())
        return Sealed(key=self._id, signature=base64.urlsafe_b64encode(signature).decode().rstrip("="))

    def public_keys(self) -> tuple[PublicKey, ...]:
        """Return what verifies tokens: each key's id and its 32 bytes in base64url, as JSON Web Keys have them."""
        return tuple(
            PublicKey(kid=id, x=base64.urlsafe_b64encode(key.public_bytes_raw()).decode().rstrip("="))
            for id, key in self._public.items()
        )


def _id_of(key: Ed25519PrivateKey) -> str:
    return base64.b32encode(hashlib.sha256(key.public_key().public_bytes_raw()).digest()).decode()[:KEY_ID]
