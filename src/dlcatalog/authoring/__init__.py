"""Help for those who write entries: scaffolds, fixes that rewrite YAML, near duplicates."""
