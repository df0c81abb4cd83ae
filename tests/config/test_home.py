"""The data folder and the key in it."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from wortel.config.home import Home


def test_the_key_is_for_its_owner_only(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    assert len(home.secret_key()) >= 50
    assert stat.S_IMODE(home.secret_key_file.stat().st_mode) == 0o600


def test_many_at_once_get_one_key(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: home.secret_key(), range(32)))) == 1
    assert [path.name for path in home.path.iterdir()] == ["secret.key"]


def test_the_folder_is_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORTEL_HOME", str(tmp_path))
    assert Home.from_environment() == Home(tmp_path)


def test_a_named_database_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://me@db.example/shop")
    assert Home(tmp_path).database_url() == "postgresql://me@db.example/shop"
    monkeypatch.delenv("DATABASE_URL")
    assert Home(Path("/srv/a b")).database_url() == "postgresql://wortel@/wortel?host=%2Fsrv%2Fa%20b%2Frun"
