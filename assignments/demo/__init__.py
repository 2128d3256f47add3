"""The demo: the whole way on the sample site, with five colleagues who are played by the program."""

from assignments.demo.story import Told, demo

__all__ = ["Told", "demo"]
