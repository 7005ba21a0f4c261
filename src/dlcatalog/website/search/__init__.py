"""The bilingual search: documents in, the index as script files out, and the scorer that the browser's one mirrors."""

from dlcatalog.website.search.document import SearchDocument, SearchTopic, document_record, document_terms
from dlcatalog.website.search.index import build_index
from dlcatalog.website.search.update import update_index

__all__ = ["SearchDocument", "SearchTopic", "build_index", "document_record", "document_terms", "update_index"]
