"""The catalog as data: documents, schema, topics, the assembled catalog, its rules, and the only reader of files."""
