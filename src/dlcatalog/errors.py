"""The exceptions that stop the program; faults in content are ``Diagnostic`` values, never exceptions."""

import errno

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


def reason_of(error: OSError) -> Localized:
    """Why the system refused, in both languages; in English alone where the fault is a rare one."""
    english = error.strerror or str(error)
    return Localized(en=english, zh=_REASONS.get(error.errno or 0, english))


_REASONS = {
    errno.ENOENT: "文件或文件夹不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许这样操作",
    errno.EEXIST: "已经存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "超出磁盘配额",
    errno.EFBIG: "文件过大",
    errno.EROFS: "文件系统只读",
    errno.ENAMETOOLONG: "名称过长",
    errno.ELOOP: "符号链接层数过多或形成循环",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正在使用中",
    errno.EMFILE: "打开的文件过多",
}
