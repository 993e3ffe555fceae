"""How are e-mail alerts sent? `search-app alerts send`, run again and again by a timer."""

import smtplib

import click
from filelock import FileLock, Timeout

from search_app.alerts import AlertStore, SmtpServer
from search_app.cli.exit_status import ExitStatus
from search_app.model.errors import SettingsError
from search_app.settings import LoadedSettings, Settings
from search_app.web.alert_sending import send_alerts
from search_app.web.app import create_app


@click.group("alerts")
def alerts_group() -> None:
    """Send e-mail alerts to readers who asked for them."""


@alerts_group.command("send")
@click.pass_obj
@click.pass_context
def send_command(context: click.Context, loaded: LoadedSettings) -> None:
    """Send what is due: requests to confirm, and what is new in the searches that are followed."""
    settings = loaded.settings
    if settings.alerts_file is None:
        raise SettingsError(
            name="alerts_file",
            origin=loaded.origins["alerts_file"],
            found="",
            accepted="the SQLite file of alerts; without it there are none",
        )
    server = _server(settings)
    try:
        with FileLock(f"{settings.alerts_file}.lock", blocking=False):
            store = AlertStore(settings.alerts_file)
            sent = send_alerts(create_app(settings), settings, store, server)
    except Timeout:
        click.echo("another process is sending alerts", err=True)
        context.exit(ExitStatus.BUSY)
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        said = f"{settings.smtp_host}:{settings.smtp_port}: {type(error).__name__}"
        click.echo(f"cannot send through {said}; the next run tries again", err=True)
        context.exit(ExitStatus.FAILED)
    click.echo(f"{sent.invitations} to confirm, {sent.bulletins} with news, {sent.failed} failed")
    if sent.failed:
        context.exit(ExitStatus.INCOMPLETE)


def _server(settings: Settings) -> SmtpServer:
    file = settings.smtp_password_file
    return SmtpServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=file.read_text(encoding="utf-8").strip()
        if file
        else settings.smtp_password.get_secret_value(),
    )
