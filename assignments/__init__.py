"""Deals pages to volunteers as workbooks and brings every answer home."""
