"""The rules, one a file; being in this folder registers a rule."""
