"""The names of the files of a catalog."""

SITE_FILE = "site.yaml"
TOPICS_FILE = "topics.yaml"
SOURCES_FILE = "sources.yaml"
LINKS_FILE = "links.yaml"
PATHS_FOLDER = "paths"
STATUS_FILE = "status/links.jsonl"


def path_file(path_id: str) -> str:
    """The file of a learning path."""
    return f"{PATHS_FOLDER}/{path_id}.yaml"


def id_of(path: str) -> str:
    """The id that a file's name gives."""
    return path.rpartition("/")[2].removesuffix(".yaml")
