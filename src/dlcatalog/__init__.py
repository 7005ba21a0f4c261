"""dlcatalog: a curated, bilingual catalog of deep-learning resources and the generator of its website."""

__version__ = "0.1.0"
