"""What can be configured, and where does each value come from?

A setting has a default. A TOML file overrides it, an environment variable overrides the file, and
an option of the command line overrides them all. A name ends with the unit of its value. The
environment variable of a setting is its name in capitals after `SEARCH_APP_`.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from pydantic import (
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from search_app.alerts import is_mail_address
from search_app.engine_settings import EngineSettings
from search_app.mail_settings import MailServerSettings
from search_app.model.errors import SettingsError
from search_app.model.limits import Limits
from search_app.model.query import EXPANSIONS_MAX, PAGE_SIZE, TERMS_MAX

ENV_PREFIX = "SEARCH_APP_"
_BYTES_IN_MB = 1_000_000


class Settings(EngineSettings, MailServerSettings):
    """The values of all settings. They do not change once they are loaded."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    corpus: Path = Field(Path("corpus"), description="Folder of the documents to search")
    index: Path = Field(Path("index"), description="Folder of the built index")
    host: str = Field("127.0.0.1", description="Address that `serve` listens on")
    port: int = Field(8000, ge=1, le=65535, description="Port that `serve` listens on")
    page_size_hits: int = Field(PAGE_SIZE, ge=1, le=200, description="Hits on a page")
    search_timeout_ms: int = Field(1500, ge=1, le=60_000, description="Time limit of one search")
    file_size_max_mb: int = Field(
        32, ge=1, le=4096, description="Largest file read from the corpus"
    )
    private_text: tuple[str, ...] = Field(
        (),
        description="Folders and files of the corpus, separated by commas, that are searched and "
        "quoted, but whose texts are never shown whole: presse,revue-2024.html",
    )
    loss_max_percent: int = Field(
        50, ge=0, le=100, description="Share of its documents that a reindex may take from an index"
    )
    writer_memory_mb: int = Field(
        256, ge=16, le=65_536, description="Memory that documents take while they are indexed"
    )

    assemblee_url: str = Field(
        "https://data.assemblee-nationale.fr/static/openData/repository",
        min_length=1,
        description="Address below which `fetch` finds the open data of the Assemblée nationale",
    )
    senat_url: str = Field(
        "https://data.senat.fr/data",
        min_length=1,
        description="Address below which `fetch` finds the open data of the Sénat",
    )

    site_url: str = Field(
        "",
        description="Address at which readers know the site, with its prefix, if any: "
        "https://questions.example.fr/recherche",
    )
    publisher: str = Field(
        "", description="Who publishes the site, for its legal notice: name, form, address"
    )
    publication_director: str = Field("", description="Who answers for what it publishes: a name")
    hosting: str = Field("", description="Who hosts the site: name, address, telephone number")
    offer_dumps: bool = Field(default=False, description="Offer the whole index as files at /data/")
    report_url: str = Field(
        "",
        description="Where readers may report that something is missing: an address of the web "
        "or mailto:questions@example.fr",
    )
    trusted_hosts: tuple[str, ...] = Field(
        (),
        description="Host names that are answered, separated by commas; by default that of "
        "site_url and this machine, or any when there is no site_url",
    )
    trusted_proxies: int = Field(
        0, ge=0, le=10, description="Number of proxies in front that add to X-Forwarded-For"
    )
    address_max_bytes: int = Field(
        4096, ge=256, le=8000, description="Longest address (path and parameters, encoded)"
    )
    filter_values_max: int = Field(
        200, ge=1, le=1000, description="Most facet values that one address may name"
    )
    query_terms_max: int = Field(
        TERMS_MAX, ge=40, le=1000, description="Most words and conditions of one search"
    )
    query_expansions_max: int = Field(
        EXPANSIONS_MAX,
        ge=100,
        le=1_000_000,
        description="Most words that `mot*` and `mot~` of one search stand for together",
    )
    answer_max_kb: int = Field(
        8_000, ge=500, le=100_000, description="Largest page or JSON answer, uncompressed"
    )
    client_requests_per_minute: int = Field(
        300, ge=1, le=1_000_000, description="Most requests of one client, in each process"
    )
    dear_requests_max: int = Field(
        1, ge=1, le=64, description="Most dear searches at a time, in all processes together"
    )
    export_rows_max: int = Field(
        200_000, ge=1, le=1_000_000, description="Most documents of one export"
    )
    export_timeout_s: int = Field(
        600, ge=1, le=86_400, description="Time limit of one export, its transfer included"
    )
    metrics_token: SecretStr = Field(
        SecretStr(""), description="Bearer token that /metrics asks for; empty: no /metrics"
    )

    mail_from: str = Field("", description="Address that alerts come from: alertes@example.fr")
    alerts_file: Path | None = Field(
        None,
        description="SQLite file of e-mail alerts; without it there are none. "
        "Needs site_url, smtp_host and mail_from",
    )

    @field_validator("alerts_file")
    @classmethod
    def _can_send(cls, value: Path | None, others: ValidationInfo) -> Path | None:
        needed = ("site_url", "smtp_host", "mail_from")
        missing = [name for name in needed if not others.data.get(name)]
        if value and missing:
            raise ValueError(f"alerts need {', '.join(missing)}, too")
        return value

    @field_validator("mail_from")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if value and not is_mail_address(value):
            raise ValueError("an address such as alertes@example.fr")
        return value

    @field_validator("trusted_hosts", "private_text", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(filter(None, map(str.strip, value.split(","))))

    @field_validator("private_text")
    @classmethod
    def _are_inside_the_corpus(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        places = tuple(PurePosixPath(place) for place in value)
        if any(place.is_absolute() or ".." in place.parts for place in places):
            raise ValueError("paths relative to the corpus, such as presse")
        return tuple(map(str, places))

    @field_validator("report_url")
    @classmethod
    def _can_be_followed(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"http", "https", "mailto"}:
            raise ValueError("an address that begins with https: or mailto:")
        return value

    @field_validator("site_url", "assemblee_url", "senat_url")
    @classmethod
    def _is_a_web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.query):
            raise ValueError("an address such as https://questions.example.fr")
        return value.rstrip("/")

    @property
    def limits(self) -> Limits:
        """The sizes above which no file of the corpus is read."""
        return Limits(file_size_max_bytes=self.file_size_max_mb * _BYTES_IN_MB)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedSettings:
    """The settings with their origins.

    origins: where the value of each setting comes from: "default", the path of the TOML file,
    "environment" or "command line".
    """

    settings: Settings
    origins: dict[str, str]


def load(
    *,
    config: Path | None = None,
    environment: Mapping[str, str] = os.environ,
    options: Mapping[str, Any] | None = None,
) -> LoadedSettings:
    """Return the settings that the TOML file, the environment and the command line add up to.

    config: the TOML file, by default the one that SEARCH_APP_CONFIG names, if any. The folders and
    files that it names are relative to its own. options: those of the command line; None means not
    given.
    Raises SettingsError for a value that is not accepted or a file that cannot be read.
    """
    config = config or (Path(p) if (p := environment.get(f"{ENV_PREFIX}CONFIG")) else None)
    values: dict[str, Any] = {}
    origins = dict.fromkeys(Settings.model_fields, "default")
    given = {name: value for name, value in (options or {}).items() if value is not None}
    for layer, origin in (
        (_from_toml(config), str(config)),
        (_from_environment(environment), "environment"),
        (given, "command line"),
    ):
        values |= layer
        origins |= dict.fromkeys(layer, origin)
    try:
        return LoadedSettings(settings=Settings(**values), origins=origins)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        raise SettingsError(
            name=name,
            origin=origins.get(name, ""),
            found=str(first["input"]),
            accepted="a known setting" if first["type"] == "extra_forbidden" else first["msg"],
        ) from error


def _from_toml(config: Path | None) -> dict[str, Any]:
    if config is None:
        return {}
    try:
        values = tomllib.loads(config.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(
            name="config", origin=str(config), found=str(error), accepted="a readable TOML file"
        ) from error
    named = ("corpus", "index", "alerts_file", "smtp_password_file", "opensearch_ca_file")
    paths = {k: config.parent / str(values[k]) for k in named if k in values}
    return values | paths


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    names = {f"{ENV_PREFIX}{name.upper()}": name for name in Settings.model_fields}
    return {names[key]: value for key, value in environment.items() if key in names and value}
