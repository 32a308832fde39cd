"""The settings of mail and webhook: all there, safe, and secrets from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy.telling import Security, Smtp, Telling, Webhook, load_telling
from schemas.errors import UserError

MAIL = {"KVARTAL_SMTP_HOST": "post.kommun.example", "KVARTAL_SMTP_FROM": "kvartal@kommun.example"}
HOOK = {"KVARTAL_WEBHOOK_URL": "https://x.example/h", "KVARTAL_WEBHOOK_SECRET": "hemlig"}


def test_nothing_is_set_where_nothing_is_said() -> None:
    assert load_telling({}) == Telling()


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_follows_from_the_security(security: str, port: int) -> None:
    found = load_telling({**MAIL, "KVARTAL_SMTP_SECURITY": security}).smtp
    assert found == Smtp("post.kommun.example", port, Security(security), "kvartal@kommun.example")


def test_secrets_come_from_files_and_are_not_shown(tmp_path: Path) -> None:
    password, key = tmp_path / "losenord", tmp_path / "nyckel"
    password.write_text("hemligt\n")
    key.write_text("delad\n")
    told = {
        **MAIL, "KVARTAL_SMTP_USER": "kvartal", "KVARTAL_SMTP_PASSWORD_FILE": str(password),
        "KVARTAL_WEBHOOK_URL": "https://x.example/h", "KVARTAL_WEBHOOK_SECRET_FILE": str(key),
    }  # fmt: skip
    found = load_telling(told)
    assert found.smtp and found.smtp.password == "hemligt"
    assert found.webhook == Webhook("https://x.example/h", "delad")
    assert "hemligt" not in repr(found)
    assert "delad" not in repr(found)


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"KVARTAL_SMTP_HOST": "post"}, "KVARTAL_SMTP_FROM saknas"),
        ({**MAIL, "KVARTAL_SMTP_FROM": "Kvartal"}, "är ingen e-postadress"),
        ({**MAIL, "KVARTAL_SMTP_SECURITY": "ssl"}, "KVARTAL_SMTP_SECURITY är 'ssl'"),
        ({**MAIL, "KVARTAL_SMTP_SECURITY": "none", "KVARTAL_SMTP_USER": "a"}, "utan kryptering"),
        ({**MAIL, "KVARTAL_SMTP_PASSWORD": "lösen"}, "inte alla servrar förstår"),
        ({**MAIL, "KVARTAL_SMTP_PASSWORD_FILE": "/finns/inte"}, "KVARTAL_SMTP_PASSWORD_FILE"),
        ({**MAIL, "KVARTAL_SMTP_PORT": "smtp"}, "KVARTAL_SMTP_PORT"),
        ({"KVARTAL_WEBHOOK_URL": "https://x.example"}, "KVARTAL_WEBHOOK_SECRET saknas"),
        ({**HOOK, "KVARTAL_WEBHOOK_URL": "http://x.example"}, "börjar med https"),
    ],
)
def test_what_cannot_be_used_is_told(told: dict[str, str], problem: str) -> None:
    with pytest.raises(UserError) as refused:
        load_telling(told)
    assert problem in f"{refused.value.message} {refused.value.hint}"
