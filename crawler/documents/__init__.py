"""Documents (PDF, Word, Excel, PowerPoint, OpenDocument): read in a child process, so that none can hurt a crawl."""

from crawler.documents.queue import DocumentQueue
from crawler.documents.reader import DocumentReader, extract_document

__all__ = ["DocumentQueue", "DocumentReader", "extract_document"]
