"""Fields that only this service can read: encrypted before they leave the process, decrypted when they are loaded."""

import asyncio
import base64
import binascii
import hashlib
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from bson.binary import Binary
from motor.motor_asyncio import AsyncIOMotorClientEncryption
from pymongo.encryption_shared import Algorithm
from pymongo.errors import EncryptionError

from shared.kept import AnyKept, Change, Writes
from shared.mongo.client import CODEC, Client, Database, Document
from shared.mongo.indexes import KEY_VAULT

R = TypeVar("R")
Encryption = AsyncIOMotorClientEncryption[Document]

ENCRYPTED = 6
"""The subtype of a BSON binary that holds an encrypted value."""

ALGORITHM = Algorithm.AEAD_AES_256_CBC_HMAC_SHA_512_Random
KEY_BYTES = 96
DATA_KEY = "fields"
SETTING = "PLENARY_VAULT_KEY"
MISSING = (
    f"{SETTING} is missing: this service keeps personal data encrypted. Give it {KEY_BYTES} random bytes in base64, or "
    f"a file with them in {SETTING}_FILE; `openssl rand -base64 {KEY_BYTES} | tr -d '\\n'` makes them. Keep a copy: "
    "without it nobody can read what was encrypted."
)


class VaultLocked(Exception):
    """Secret fields cannot be encrypted or decrypted: the master key is missing, or is not the one they need."""


class Secrets:
    """The secret fields of one service's documents; nothing is built before the first of them is used.

    `keys` are master keys in base64, the newest first, separated by commas: the first encrypts new data keys, all of
    them open the data keys there are.
    """

    def __init__(self, client: Client, database: Database, kept: Sequence[AnyKept], *, keys: str) -> None:
        self._fields = {one.place: one.secret for one in kept if one.secret}
        self._client = client
        self._namespace = f"{database.name}.{KEY_VAULT}"
        self._keys = keys
        self._encryption: Encryption | None = None
        self._data_key: Binary | None = None
        self._making = asyncio.Lock()
        self._at_work: set[asyncio.Future[Any]] = set()

    def must_open(self) -> None:
        """Refuse to start without a usable master key where there are secret fields; raises VaultLocked."""
        if self._fields:
            providers(self._keys)

    async def seal(self, writes: Writes) -> Writes:
        """Return the writes with their secret fields encrypted."""
        if not any(change.collection in self._fields for change in writes.changes):
            return writes
        return replace(writes, changes=tuple([await self._sealed(change) for change in writes.changes]))

    async def open(self, collection: str, document: Document) -> Document:
        """Return a document with its secret fields decrypted."""
        sealed = [name for name in self._fields.get(collection, ()) if _is_sealed(document.get(name))]
        if not sealed:
            return document
        encryption = self._opened()
        try:
            values = await asyncio.gather(*(self._until_done(encryption.decrypt(document[name])) for name in sealed))
        except EncryptionError as failure:
            raise VaultLocked(f"{collection}: {SETTING} does not open what is encrypted here") from failure
        return {**document, **dict(zip(sealed, values, strict=True))}

    async def rewrap(self) -> int:
        """Encrypt every data key with the first master key; return how many were encrypted with another before."""
        first = next(iter(providers(self._keys)))
        others = {"masterKey.provider": {"$ne": first}}
        result = await self._until_done(self._opened().rewrap_many_data_key(others, provider=first))
        return result.bulk_write_result.modified_count if result.bulk_write_result else 0

    async def close(self) -> None:
        """Let go of the keys, once nothing reads or writes with them any more."""
        while self._at_work:
            await asyncio.wait(self._at_work)
        if self._encryption:
            encryption, self._encryption = self._encryption, None
            await encryption.close()

    async def _until_done(self, call: Awaitable[R]) -> R:
        """Wait for a call of the encryption, and remember it until it ends, also when nobody waits for it any more.

        The calls run in threads, which go on when a caller is cancelled or another field of the same document failed;
        the library frees its memory when it is closed, whoever is still reading it, and the process would die of that.
        """
        running = asyncio.ensure_future(call)
        self._at_work.add(running)
        running.add_done_callback(self._ended)
        return await asyncio.shield(running)

    def _ended(self, running: asyncio.Future[Any]) -> None:
        self._at_work.discard(running)
        if not running.cancelled():
            running.exception()  # looked at here, for a caller who left does not

    async def _sealed(self, change: Change) -> Change:
        names = [name for name in self._fields.get(change.collection, ()) if change.body.get(name) is not None]
        if not names:
            return change
        encryption, key = self._opened(), await self._data_key_id()
        values = await asyncio.gather(
            *(self._until_done(encryption.encrypt(change.body[name], ALGORITHM, key)) for name in names)
        )
        return replace(change, body={**change.body, **dict(zip(names, values, strict=True))})

    def _opened(self) -> Encryption:
        if self._encryption is None:
            known = providers(self._keys)
            self._encryption = AsyncIOMotorClientEncryption(known, self._namespace, self._client, CODEC)
        return self._encryption

    async def _data_key_id(self) -> Binary:
        """Return the id of the service's data key, made by whichever process needs it first."""
        async with self._making:
            if self._data_key is None:
                self._data_key = await self._known() or await self._made()
        return self._data_key

    async def _known(self) -> Binary | None:
        found = await self._until_done(self._opened().get_key_by_alt_name(DATA_KEY))
        return found["_id"] if found else None

    async def _made(self) -> Binary:
        first = next(iter(providers(self._keys)))
        try:
            return await self._until_done(self._opened().create_data_key(first, key_alt_names=[DATA_KEY]))
        except EncryptionError:
            known = await self._known()
            if known is None:
                raise
            return known


def providers(keys: str) -> Mapping[str, Mapping[str, bytes]]:
    """Return master keys as the driver takes them, each under a name that follows from the key; raises VaultLocked."""
    listed = [one.strip() for one in keys.split(",") if one.strip()]
    if not listed:
        raise VaultLocked(MISSING)
    return {f"local:k{hashlib.sha256(one.encode()).hexdigest()[:12]}": {"key": _bytes(one)} for one in listed}


def _bytes(key: str) -> bytes:
    try:
        raw = base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != KEY_BYTES:
        raise VaultLocked(f"{SETTING} is no key: {KEY_BYTES} bytes in base64 are needed.")
    return raw


def _is_sealed(value: object) -> bool:
    return isinstance(value, Binary) and value.subtype == ENCRYPTED
