"""The words of a decision, as the contract names them, and what must stand beside each."""

KEEP = "keep"
UPDATE = "update"
REWRITE = "rewrite"
MERGE = "merge"
ARCHIVE = "archive"
DELETE = "delete"
CONVERT = "convert"
NOT_SURE = "not sure"
NOT_MINE = "not mine"

DECISIONS = (KEEP, UPDATE, REWRITE, MERGE, ARCHIVE, DELETE, CONVERT, NOT_SURE, NOT_MINE)
"""In the order of the drop-down."""
NEEDS_TARGET = frozenset({MERGE, DELETE})
"""The page that takes over; for delete, the word for “gone” will do too."""
NEEDS_NOTE = frozenset({NOT_SURE})
"""The question that somebody else must answer."""
ASKED_WHY = frozenset({UPDATE, REWRITE, ARCHIVE, DELETE, CONVERT})
"""The workbook asks for a reason; an answer that comes back without one counts all the same."""
GONE = "gone"
"""The target of a page that nothing takes over."""
