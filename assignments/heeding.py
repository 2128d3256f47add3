"""What the commands have that read audit.toml: before one begins, all that is wrong there is heard."""

import functools
from typing import Any

from audit.frame import Setting, everywhere


def heeding(command: Any) -> Any:  # noqa: ANN401 — a decorator of any command
    """Give a command what every command has, and look through audit.toml before it begins."""

    @functools.wraps(command)
    def made(setting: Setting, **rest: Any) -> Any:  # noqa: ANN401 — each command has options of its own
        from assignments.all_settings import look_through  # noqa: PLC0415 — `audit --help` answers at once without it

        look_through(setting.folder)
        return command(setting, **rest)

    return everywhere(made)
