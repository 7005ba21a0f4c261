"""The exceptions that stop the program; faults in content are ``Diagnostic`` values, never exceptions."""

from dlcatalog.lang import Lang, Localized


class DlcatalogError(Exception):
    """The run cannot go on; carries the message for the user in both languages (exit code 2)."""

    def __init__(self, message: Localized) -> None:
        super().__init__(message.en)
        self.message = message

    def __reduce__(self) -> tuple[type["DlcatalogError"], tuple[Localized]]:
        """Travel between processes with both languages."""
        return type(self), (self.message,)

    def text(self, lang: Lang) -> str:
        """Return the message in the language asked for."""
        return self.message.get(lang)


class UsageError(DlcatalogError):
    """The command line asks for something that cannot be done."""


class CatalogError(DlcatalogError):
    """The catalog as a whole cannot be read (missing folder, unreadable site settings)."""


class OutputError(DlcatalogError):
    """The result cannot be written (full disk, read-only folder, somebody else's folder, a build under way)."""
