"""A letter as a mail message, and the mail server that takes it."""

from __future__ import annotations

import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from deploy.telling import Security, Smtp
from schemas.clock import SWEDEN
from schemas.notices import Posted, Trouble
from tasks.notify.channel import ChannelShutError

_PERMANENT = 500


def message(posted: Posted, sender: str) -> EmailMessage:
    """Plain text in UTF-8. What identifies it follows from its row, so that a mailbox that gets it
    twice can tell; and it asks no mailbox to answer that somebody is away."""
    made = EmailMessage()
    made["From"] = Address("Kvartal", addr_spec=sender)
    made["To"] = posted.letter.recipient
    made["Subject"] = posted.letter.subject
    made["Date"] = format_datetime(posted.created.astimezone(SWEDEN))
    made["Message-ID"] = f"<{posted.id}@{sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    made.set_content(posted.letter.body)
    return made


class MailServer:
    """A mail server: reached when the first letter is sent, and anew after it was lost."""

    def __init__(self, smtp: Smtp) -> None:
        self._smtp = smtp
        self._session: smtplib.SMTP | None = None

    def send(self, posted: Posted) -> Trouble:
        """Send a letter, and tell what came of it. Raises ChannelShutError when the server takes
        no letter at all: then this one did not arrive."""
        session = self._opened()
        try:
            session.send_message(message(posted, self._smtp.sender), self._smtp.sender)
        except smtplib.SMTPRecipientsRefused as error:
            return _refused(min(code for code, _ in error.recipients.values()))
        except smtplib.SMTPDataError as error:
            return _refused(error.smtp_code)
        except smtplib.SMTPSenderRefused:
            self.close()
            raise ChannelShutError("sender refused") from None
        except (OSError, smtplib.SMTPException):  # lost on the way: nobody knows how far it came
            self.close()
            return Trouble.UNSURE
        return Trouble.NONE

    def close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _opened(self) -> smtplib.SMTP:
        if self._session is None:
            self._session = _open(self._smtp)
        return self._session


def _open(smtp: Smtp) -> smtplib.SMTP:
    """A session that is ready for letters. Raises ChannelShutError."""
    session = None
    try:
        session = _connect(smtp)
        _enter(session, smtp)
    except (OSError, smtplib.SMTPException) as error:
        if session:
            session.close()
        raise ChannelShutError(_reason(error)) from None
    return session


def _reason(error: Exception) -> str:
    """Words of ours: the server's may repeat what it was told."""
    match error:
        case ssl.SSLError():
            return "no TLS that can be trusted"
        case smtplib.SMTPAuthenticationError():
            return "password refused"
        case smtplib.SMTPNotSupportedError():
            return "no TLS or no log-in there"
        case _:
            return "away"


def _connect(smtp: Smtp) -> smtplib.SMTP:
    wait = smtp.timeout_seconds
    if smtp.security is Security.TLS:
        trusted = ssl.create_default_context()
        return smtplib.SMTP_SSL(smtp.host, smtp.port, timeout=wait, context=trusted)
    return smtplib.SMTP(smtp.host, smtp.port, timeout=wait)


def _enter(session: smtplib.SMTP, smtp: Smtp) -> None:
    if smtp.security is Security.STARTTLS:
        session.starttls(context=ssl.create_default_context())
    session.ehlo_or_helo_if_needed()
    if smtp.user:
        session.login(smtp.user, smtp.password)


def _refused(code: int) -> Trouble:
    return Trouble.REFUSED if code >= _PERMANENT else Trouble.BUSY
