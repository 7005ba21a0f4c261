"""The bilingual search: documents in, the index as script files out, and the scorer that the browser's one mirrors."""
