"""From any file that people send to cells as text: one file a family of formats, all of it in a child process."""
