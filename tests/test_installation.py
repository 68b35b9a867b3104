"""Where something else has taken the name of one of Dateline's packages, that is told in one sentence."""

import subprocess
import sys
from pathlib import Path

import pytest

from dateline.installation import ForeignPackageError, require_own
from tests.commands.running import fails_in_one_line, installed
from tests.installing import install

FOREIGN = "raise SystemExit('Another distribution was imported.')\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that Dateline is installed in."""
    site = tmp_path / "site-packages"
    install(site)
    monkeypatch.setenv("PYTHONPATH", str(site))
    return site


def test_the_command_runs_where_all_is_in_its_place(site: Path) -> None:
    assert installed("--help").stdout.startswith("Usage: dateline")


@pytest.mark.parametrize("package", ["index", "search", "web"])
def test_a_package_that_another_distribution_overwrote_is_reported(site: Path, package: str) -> None:
    overwritten = site / package / "__init__.py"
    overwritten.write_text(FOREIGN)
    said = fails_in_one_line(installed("--help"))
    assert f"Under the name {package} Python finds {overwritten} instead of Dateline's own package" in said
    assert "install Dateline into an environment of its own" in said


def test_a_package_that_left_with_another_distribution_is_reported(site: Path) -> None:
    """What `pip uninstall web.py` leaves behind."""
    (site / "web" / "__init__.py").unlink()
    assert f"finds {site / 'web'} instead" in fails_in_one_line(installed("--help"))


@pytest.mark.parametrize("name", ["web/__init__.py", "search.py"])
def test_a_package_that_a_folder_or_file_hides_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    hides = tmp_path / name
    hides.parent.mkdir(exist_ok=True)
    hides.write_text(FOREIGN)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert f"finds {hides} instead" in fails_in_one_line(installed("--help"))
    run = subprocess.run(
        [sys.executable, "-m", "dateline", "info"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert f"finds {hides} instead" in fails_in_one_line(run)


def run_script(folder: Path) -> subprocess.CompletedProcess[str]:
    script = folder / "script.py"
    script.write_text("from dateline import Archive\nprint(Archive)\n")
    return subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)


def test_a_program_is_told_so_when_it_imports(tmp_path: Path) -> None:
    (tmp_path / "search.py").write_text(FOREIGN)
    run = run_script(tmp_path)
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1].startswith(
        f"dateline.installation.ForeignPackageError: Under the name search Python finds {tmp_path / 'search.py'} "
    )


def test_a_program_may_have_a_web_of_its_own(tmp_path: Path) -> None:
    """What programs import needs no web page."""
    (tmp_path / "web.py").write_text(FOREIGN)
    assert run_script(tmp_path).stdout == "<class 'search.archive.Archive'>\n"


def test_a_package_that_is_missing_is_reported() -> None:
    with pytest.raises(ForeignPackageError, match="Under the name elsewhere Python finds nothing"):
        require_own("elsewhere")
