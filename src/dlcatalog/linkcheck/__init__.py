"""The link checker: what each address of the catalog answers, judged, remembered and repaired."""
