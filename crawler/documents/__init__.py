"""Documents (PDF, Word, Excel, PowerPoint, OpenDocument): read in a child process, so that none can hurt a crawl.

The child imports what reads documents and nothing else of ours, so that a new one is there in a moment.
"""
