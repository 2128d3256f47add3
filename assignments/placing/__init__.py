"""From cells to answers: which column is which, which page a row is about, and what the typed words mean."""
