import os
from pathlib import Path

import pytest

from dlcatalog.errors import OutputError
from dlcatalog.lang import Lang
from dlcatalog.website.building.place import (
    MANIFEST,
    check_ownership,
    claim_place,
    find_place,
    format_manifest,
    read_manifest,
)


def test_state_stands_beside_the_website(tmp_path: Path) -> None:
    place = find_place(tmp_path / "site")

    assert place.work == str(tmp_path.resolve() / ".site.dlcatalog")
    assert not place.is_inside
    assert os.listdir(tmp_path) == []


def test_a_link_to_a_folder_stands_for_the_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")

    assert find_place(tmp_path / "link").site == str(tmp_path.resolve() / "real")


@pytest.mark.parametrize("names", [[], [".gitignore"], [".git", ".nojekyll"], ["index.html", MANIFEST]])
def test_own_and_empty_folders_are_taken(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / name).touch()

    check_ownership(str(tmp_path))


def test_a_foreign_folder_is_refused_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").touch()

    with pytest.raises(OutputError) as fault:
        check_ownership(str(tmp_path))

    assert "holds files that this program did not write" in fault.value.text(Lang.EN)
    assert "不是本程序生成的文件" in fault.value.text(Lang.ZH)
    assert os.listdir(tmp_path) == ["thesis.docx"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "site").touch()

    with pytest.raises(OutputError, match="is not a folder"):
        check_ownership(str(tmp_path / "site"))


def test_a_second_builder_is_refused_until_the_first_is_done(tmp_path: Path) -> None:
    with (
        claim_place(tmp_path / "site"),
        pytest.raises(OutputError, match=rf"another build \(process {os.getpid()}\)"),
        claim_place(tmp_path / "site"),
    ):
        pass

    with claim_place(tmp_path / "site") as place:
        assert os.path.isdir(place.work)


def test_state_goes_inside_where_nothing_may_be_made_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    site.mkdir()
    real = os.makedirs

    def refuse_beside(path: str, mode: int = 0o777, exist_ok: bool = False) -> None:  # noqa: FBT001, FBT002
        if os.path.dirname(path) == str(tmp_path.resolve()):
            raise PermissionError(13, "Permission denied", path)
        real(path, mode, exist_ok)

    monkeypatch.setattr(os, "makedirs", refuse_beside)

    with claim_place(site) as place:
        assert place.work == str(site.resolve() / ".dlcatalog")
        assert place.is_inside


def test_manifest_lists_files_with_checksums(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(format_manifest({"zh/index.html": "0badcafe", "a b.txt": "00000001"}))

    assert (tmp_path / MANIFEST).read_text() == "dlcatalog-manifest 1\n00000001 a b.txt\n0badcafe zh/index.html\n"
    assert read_manifest(str(tmp_path)) == {"a b.txt": "00000001", "zh/index.html": "0badcafe"}


def test_a_manifest_cannot_name_files_outside(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("dlcatalog-manifest 1\n00000001 ../precious\n00000001 /etc/passwd\n00000001 ok\n")

    assert read_manifest(str(tmp_path)) == {"ok": "00000001"}


def test_a_manifest_of_another_format_is_not_read(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text("dlcatalog-manifest 99\n00000001 ok\n")

    assert read_manifest(str(tmp_path)) is None
