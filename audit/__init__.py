"""Looks at an inventory and says what was noticed about its pages, with evidence."""
