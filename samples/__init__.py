"""A small organisation’s website, its server and five volunteers, to see the whole way without owning a website."""
