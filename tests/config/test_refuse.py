"""What cannot go on says in one sentence what is wrong and what to do, and leaves nothing half-done."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.machine import command
from wortel.config import examination
from wortel.config.home import Home


def sentence(*words: str, **variables: str) -> str:
    refused = command(*words, **variables)
    assert refused.returncode == 2, refused.stdout + refused.stderr
    assert refused.stdout == ""
    assert refused.stderr.startswith("wortel: ")
    assert refused.stderr.count("\n") == 1
    return refused.stderr


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Path]:
    disk = folder / "disk"
    disk.mkdir()
    mount: list[str | Path] = ["mount", "-t", "tmpfs", "-o", "size=8m,mode=755", "tmpfs", disk]
    mounted = subprocess.run(mount, capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip("a small disk can only be made by root on a machine that allows it")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_an_unreachable_database_is_named_without_its_password(folder: Path) -> None:
    url = "postgresql://me:secret@127.0.0.1:1/shop"
    said = sentence("run", "--home", str(folder / "home"), "--port", "0", DATABASE_URL=url)
    assert "The database shop (127.0.0.1:1) does not answer" in said
    assert "DATABASE_URL" in said
    assert "secret" not in said


def test_a_mistaken_database_url_is_named(folder: Path) -> None:
    said = sentence("admin-link", "--home", str(folder / "home"), DATABASE_URL="shop")
    assert "check that it runs and that DATABASE_URL is right" in said


def test_a_folder_that_cannot_be_written_is_named(folder: Path) -> None:
    (folder / "file").write_text("in the way")
    said = sentence("run", "--home", str(folder / "file" / "home"), "--port", "0")
    assert "cannot be written (Not a directory)" in said
    assert "--home DIR" in said


def test_a_full_disk_is_named(small_disk: Path) -> None:
    said = sentence("run", "--home", str(small_disk / "home"), "--port", "0")
    assert "is full: " in said
    assert not (small_disk / "home" / "postgres").exists()


@pytest.mark.parametrize("port", ["70000", "-1"])
def test_a_port_that_cannot_be_is_named(folder: Path, port: str) -> None:
    said = sentence("run", "--home", str(folder / "home"), f"--port={port}")
    assert "choose one between 0 and 65535 with --port N" in said


def test_a_cluster_of_another_version_is_left_alone(folder: Path) -> None:
    cluster = folder / "home" / "postgres"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("17\n")
    assert "made by PostgreSQL 17" in sentence("admin-link", "--home", str(folder / "home"))
    assert [path.name for path in cluster.iterdir()] == ["PG_VERSION"]


def test_an_unknown_word_is_refused(folder: Path) -> None:
    refused = command("doctor", "--nonsense", "--home", str(folder))
    assert refused.returncode == 2
    assert "unknown: --nonsense (see `wortel doctor --help`)" in refused.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORTEL_PUBLIC_URL", "service.example"),
        ("WORTEL_PUBLIC_URL", "https://"),
        ("WORTEL_PUBLIC_URL", "https://service.example/wortel"),
        ("WORTEL_PUSH_URL", "wss://service.example"),
        ("SMTP_URL", "mail.example"),
        ("SMTP_URL", "smtp://mail.example:vijf"),
        ("WORTEL_TEXT_MODEL", "/nowhere"),
        ("WORTEL_DEMO_TODAY", "gisteren"),
    ],
)
def test_a_setting_that_cannot_be_right_is_named(folder: Path, name: str, value: str) -> None:
    for words in (["run", "--port", "0"], ["receive", "."]):
        said = sentence(*words, "--home", str(folder / "home"), **{name: value})
        assert said.startswith(f"wortel: {name} cannot be used as it is: it looks like ")
    assert not (folder / "home").exists()
    examined = command("doctor", "--home", str(folder / "home"), **{name: value})
    assert examined.returncode == 1
    assert name in examined.stdout


def test_a_day_that_has_not_come_is_refused(folder: Path) -> None:
    said = sentence("run", "--home", str(folder / "home"), "--today", "2999-01-01")
    assert said == "wortel: 2999-01-01 has not come yet: name today or an earlier day with --today.\n"


def test_a_folder_that_cannot_be_entered_is_a_finding(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examination.os, "access", lambda *_: False)
    monkeypatch.setattr(Path, "stat", _refuse_to_look)
    found = list(examination.examine(Home(folder)))
    assert [one.subject for one in found if one.state == "wrong"] == ["data folder"]
    assert "running" not in {one.subject for one in found}


look = Path.stat


def _refuse_to_look(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
    if path.name == "secret.key":
        raise PermissionError(13, "Permission denied", str(path))
    return look(path, follow_symlinks=follow_symlinks)
