"""The names of the files of a catalog."""

SITE_FILE = "site.yaml"
TOPICS_FILE = "topics.yaml"
SOURCES_FILE = "sources.yaml"
LINKS_FILE = "links.yaml"
PATHS_FOLDER = "paths"
BESIDE_FILES = (SITE_FILE, TOPICS_FILE, SOURCES_FILE, LINKS_FILE)
STATUS_FILE = "status/links.jsonl"
# Spelled out here, since the models are too heavy to load for a build in which nothing changed; a test compares.
KIND_FOLDERS = ("libraries", "courses", "books", "papers", "sites", "articles", "talks", "datasets", "apps")
READ_FOLDERS = frozenset({*KIND_FOLDERS, PATHS_FOLDER, "status"})


def path_file(path_id: str) -> str:
    """The file of a learning path."""
    return f"{PATHS_FOLDER}/{path_id}.yaml"


def id_of(path: str) -> str:
    """The id that a file's name gives."""
    return path.rpartition("/")[2].removesuffix(".yaml")
