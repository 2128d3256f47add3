"""When a page was made, changed and reviewed: each candidate is kept as evidence, the best chosen by a fixed order."""

from crawler.dates.candidates import collect
from crawler.dates.choice import Stamp, choose, doubts, stamp_of, stamps

__all__ = ["Stamp", "choose", "collect", "doubts", "stamp_of", "stamps"]
