"""An organisation in one file, and back."""

import tarfile
from pathlib import Path

import psycopg
import pytest

from tests.config.machine import command
from wortel.config.home import Home
from wortel.config.processes.postgres.sharing import shared_cluster


@pytest.fixture(scope="module")
def home(shared_folder: Path) -> Home:
    home = Home(shared_folder / "home")
    made = command("admin-link", "--home", str(home.path))
    assert made.returncode == 0, made.stderr
    home.files.mkdir()
    (home.files / "letter.txt").write_text("Beste klant")
    return home


@pytest.fixture(scope="module")
def backup(home: Home) -> Path:
    made = command("backup", "--home", str(home.path))
    assert made.returncode == 0, made.stderr
    return Path(made.stdout.rpartition(" (")[0])


def names(home: Home) -> list[tuple[object, ...]]:
    with shared_cluster(home) as url, psycopg.connect(url) as connection:
        return connection.execute("SELECT name, time_zone FROM accounts_organisation").fetchall()


def test_a_backup_is_for_its_owner_only(home: Home, backup: Path) -> None:
    assert backup.parent == home.backups
    assert backup.stat().st_mode & 0o077 == 0
    with tarfile.open(backup) as archive:
        assert archive.getnames() == ["wortel.json", "database.dump", "secret.key", "files", "files/letter.txt"]


def test_a_restored_organisation_is_the_same(home: Home, backup: Path, folder: Path) -> None:
    other = Home(folder / "other")
    restored = command("restore", str(backup), "--home", str(other.path))
    assert restored.returncode == 0, restored.stderr
    assert names(other) == names(home) != []
    assert other.secret_key() == home.secret_key()
    assert (other.files / "letter.txt").read_text() == "Beste klant"
    assert command("admin-link", "--home", str(other.path)).returncode == 0


def test_a_folder_in_use_is_not_written_over(home: Home, backup: Path) -> None:
    refused = command("restore", str(backup), "--home", str(home.path))
    assert refused.returncode == 2
    assert "is in use: restore into an empty one" in refused.stderr


def test_half_a_backup_restores_nothing(backup: Path, folder: Path) -> None:
    half = folder / "half.tar"
    half.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    refused = command("restore", str(half), "--home", str(folder / "home"))
    assert refused.returncode == 2
    assert "cannot be read as a backup" in refused.stderr
    assert not Home(folder / "home").secret_key_file.exists()


def test_an_existing_file_is_not_written_over(home: Home, backup: Path) -> None:
    refused = command("backup", str(backup), "--home", str(home.path))
    assert refused.returncode == 2
    assert "is there already" in refused.stderr


def test_an_upgrade_without_news_says_so(home: Home) -> None:
    upgraded = command("upgrade", "--home", str(home.path))
    assert upgraded.stdout == "Nothing to do: the database is up to date.\n", upgraded.stderr


def test_an_older_database_is_saved_before_it_is_upgraded(backup: Path, folder: Path) -> None:
    home = Home(folder / "home")
    command("restore", str(backup), "--home", str(home.path))
    with shared_cluster(home) as url, psycopg.connect(url) as connection:
        connection.execute("DROP TABLE django_session")
        connection.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    upgraded = command("upgrade", "--home", str(home.path))
    assert upgraded.stdout.endswith("The database is up to date.\n"), upgraded.stderr
    assert [path.name.startswith("before-upgrade-") for path in home.backups.iterdir()] == [True]


def test_the_doctor_finds_a_healthy_folder_healthy(home: Home) -> None:
    examined = command("doctor", "--home", str(home.path))
    assert examined.returncode == 0, examined.stdout
    assert "ok    database     PostgreSQL 18" in examined.stdout
    assert "ok    tables       up to date" in examined.stdout


def test_the_doctor_finds_a_readable_key_wrong(home: Home) -> None:
    home.secret_key_file.chmod(0o644)
    examined = command("doctor", "--home", str(home.path), SMTP_URL="smtp://127.0.0.1:1")
    home.secret_key_file.chmod(0o600)
    assert examined.returncode == 1
    assert f"chmod 600 {home.secret_key_file}" in examined.stdout
    assert "the server in SMTP_URL (127.0.0.1:1) does not answer" in examined.stdout
