"""A small organisation's website and five volunteers, to see the whole way without owning a website."""
