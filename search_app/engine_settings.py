"""What can be configured of the engine that holds the index? See `settings`."""

from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, ValidationInfo, field_validator


class EngineKind(StrEnum):
    """Where is the index?"""

    EMBEDDED = "embedded"  # in a folder of this machine
    OPENSEARCH = "opensearch"  # in a cluster of OpenSearch nodes


class EngineSettings(BaseModel):
    """The settings of the engine. Those of a cluster count only where it is chosen."""

    opensearch_urls: tuple[str, ...] = Field(
        (), description="Addresses of its nodes, separated by commas: https://node1.example.fr:9200"
    )
    engine: EngineKind = Field(
        EngineKind.EMBEDDED,
        description="Where the index is: embedded, in the folder of index; or opensearch, in the "
        "cluster of opensearch_urls",
    )
    opensearch_name: str = Field(
        "search-app",
        pattern=r"^[a-z0-9][a-z0-9_-]{0,99}$",
        description="What the names of its indexes begin with: small letters, digits, - and _",
    )
    opensearch_ca_file: Path | None = Field(
        None, description="Certificate of who signed those of the nodes, if the system has it not"
    )
    opensearch_user: str = Field("", description="Name to log in there with; empty: no login")
    opensearch_password: SecretStr = Field(SecretStr(""), description="Password to log in with")
    opensearch_token: SecretStr = Field(
        SecretStr(""), description="Bearer token to log in with, in place of name and password"
    )
    opensearch_shards: int = Field(
        1, ge=1, le=1024, description="Shards of an index that is built from nothing"
    )
    opensearch_replicas: int = Field(
        1, ge=0, le=10, description="Copies of each shard on other nodes"
    )

    @field_validator("opensearch_urls", mode="before")
    @classmethod
    def _separated(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(filter(None, map(str.strip, value.split(","))))

    @field_validator("opensearch_urls")
    @classmethod
    def _are_addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        parts = list(map(urlsplit, value))
        if any(part.scheme not in {"http", "https"} or not part.hostname for part in parts):
            raise ValueError("addresses such as https://node1.example.fr:9200")
        if any(part.username or part.password for part in parts):
            raise ValueError("addresses without a password, which opensearch_password takes")
        return value

    @field_validator("engine")
    @classmethod
    def _has_addresses(cls, value: EngineKind, others: ValidationInfo) -> EngineKind:
        if value is EngineKind.OPENSEARCH and not others.data.get("opensearch_urls"):
            raise ValueError("opensearch needs opensearch_urls, too")
        return value
