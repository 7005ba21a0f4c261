"""The generated documentation, one module per file."""
