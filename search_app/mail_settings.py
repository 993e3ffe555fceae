"""What can be configured of the server that sends e-mail alerts? See `settings`."""

from pathlib import Path

from pydantic import BaseModel, Field, SecretStr

from search_app.alerts import Security


class MailServerSettings(BaseModel):
    """The settings of the SMTP server."""

    smtp_host: str = Field("", description="SMTP server that sends e-mail alerts")
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of that server")
    smtp_security: Security = Field(
        Security.STARTTLS, description="How it is spoken to: starttls, tls or none"
    )
    smtp_user: str = Field("", description="Name to log in there with; empty: no login")
    smtp_password: SecretStr = Field(SecretStr(""), description="Password to log in there with")
    smtp_password_file: Path | None = Field(
        None, description="File that has this password, in place of smtp_password"
    )
