"""Who is told of what by e-mail, and how does a message leave? No account is needed."""

from search_app.alerts.messages import Letter, News, bulletin, invitation, is_mail_address
from search_app.alerts.postman import Security, SmtpServer, connected
from search_app.alerts.store import Alert, AlertStore

__all__ = [
    "Alert",
    "AlertStore",
    "Letter",
    "News",
    "Security",
    "SmtpServer",
    "bulletin",
    "connected",
    "invitation",
    "is_mail_address",
]
