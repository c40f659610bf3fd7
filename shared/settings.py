"""What every service reads from its environment, once, at start."""

from pathlib import Path
from typing import Literal

from pydantic_settings import BaseSettings, SettingsConfigDict


class ServiceSettings(BaseSettings):
    """Environment of one service, `PLENARY_...`; frozen after it was read."""

    model_config = SettingsConfigDict(env_prefix="PLENARY_", frozen=True, extra="ignore")

    mongo_url: str = "mongodb://127.0.0.1:27017/?replicaSet=plenary"
    nats_url: str = "nats://127.0.0.1:4222"
    nats_user: str = ""
    nats_password: str = ""
    session_secret: str = ""
    vault_key: str = ""
    vault_key_file: Path | None = None
    public_url: str = "http://127.0.0.1:8080"
    smtp_url: str = "smtp://127.0.0.1:8025"
    mail_from: str = "isu@plenary.example"
    oidc_issuer: str = ""
    oidc_client_id: str = "plenary"
    oidc_client_secret: str = ""
    oidc_role_claim: str = "roles"
    webhook_networks: str = ""
    """Private networks whose machines webhooks may reach, in CIDR, separated by commas."""
    development: bool = False
    log_format: Literal["json", "plain"] = "json"

    @property
    def vault_keys(self) -> str:
        """The master keys of secret fields, the newest first; from a file where one is named."""
        if self.vault_key or self.vault_key_file is None:
            return self.vault_key
        return self.vault_key_file.read_text().strip()
