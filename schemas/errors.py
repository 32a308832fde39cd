"""Errors that a user can mend: the call, a setting or a file cannot be used."""


class UserError(Exception):
    """Something that the person who calls can put right; ours are other exceptions.

    `message` says what is wrong and where, `hint` what to do, both in Swedish and true for pages
    and command line alike; `command` is what the hint comes to for somebody at a command line.
    """

    def __init__(self, message: str, hint: str, command: str = "") -> None:
        super().__init__(message)
        self.message, self.hint, self.command = message, hint, command
