"""Find the built-in theme: beside the installed package, else in the checkout."""

from pathlib import Path

from dlcatalog.errors import CatalogError
from dlcatalog.lang import Localized

_PACKAGE = Path(__file__).resolve().parent.parent


def locate_templates() -> Path:
    """Return the folder of the built-in theme."""
    for folder in (_PACKAGE / "templates", _PACKAGE.parent.parent / "templates"):
        if (folder / "base.html").is_file():
            return folder
    raise CatalogError(
        Localized(
            en=f"the built-in theme is missing: no templates beside {_PACKAGE}; install dlcatalog again",
            zh=f"缺少内置主题：{_PACKAGE} 旁没有 templates 文件夹，请重新安装 dlcatalog",
        ),
    )
