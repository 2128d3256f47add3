"""Inventories a site: what is there, where it links, what it says, how it answered."""
