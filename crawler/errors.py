"""The one family of errors that people see: every message says what could not be done, where, and what to do."""


class AuditError(Exception):
    """Something could not be done and nothing was changed; the command line shows the message and exits with 1."""
