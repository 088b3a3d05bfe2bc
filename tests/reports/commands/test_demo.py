"""`gensvar demo`, as a newcomer runs it."""

import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

from tests.feedback.pdf.reading import pages_of


def test_demo_plays_the_whole_chain(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GENSVAR_")}

    printed = subprocess.run(
        [Path(sys.executable).parent / "gensvar", "demo", "--no-serve", "--folder", "demo", "--port", "8123"],
        cwd=tmp_path,
        env={**environment, "LANG": "en"},
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    reports = sorted(path.name for path in (tmp_path / "demo" / "reports").iterdir())
    assert reports == ["follow-up-2025-en.pdf", "follow-up-2025-sv.pdf", "year-2025-en.pdf", "year-2025-sv.pdf"]
    assert all(f"demo/reports/{name}" in printed for name in reports)
    assert "ann-marit.hook@example.org" in printed
    assert "http://127.0.0.1:8123/s/" in printed
    counts = counted(tmp_path / "demo" / "demo.sqlite")
    assert counts == {
        "consultation": 4,
        "response": 40,
        "digested_response": 40,
        "issue": 10,
        "commitment": 7,
        "task": 6,
        "organisation": 55,
        "published_report": 2,
        "closure_letter": 1,
        "reply": 2,
        "agenda": 1,
    }
    assert regions(tmp_path / "demo" / "demo.sqlite") == ["", "Norrland", "Norrland", "Svealand"]
    assert written_elsewhere(tmp_path, environment) == (tmp_path / "demo" / "reports" / "year-2025-en.pdf").read_bytes()
    pages = pages_of((tmp_path / "demo" / "reports" / "follow-up-2025-sv.pdf").read_bytes())
    assert any("73 %" in page for page in pages[2:7])  # the summary, after the contents


def written_elsewhere(folder: Path, environment: dict[str, str]) -> bytes:
    """The demo's report of the year by a command, in another process with nothing the same but the data and the settings."""
    subprocess.run(
        [
            *(Path(sys.executable).parent / "gensvar", "report", "--year", "2025", "--lang", "en"),
            *("--as-of", date.today().isoformat(), "--out", "again.pdf"),
        ],
        cwd=folder,
        env={
            **environment,
            "GENSVAR_DEMO": "1",
            "GENSVAR_DATABASE": f"sqlite:///{folder}/demo/demo.sqlite",
            "GENSVAR_BASE_URL": "http://127.0.0.1:8123",
            "GENSVAR_DEPARTMENT": "Bygde- och demokratidepartementet",
            "LANG": "fi",
            "TZ": "Pacific/Auckland",
            "PYTHONHASHSEED": "7",
        },
        check=True,
    )
    return (folder / "again.pdf").read_bytes()


TABLES = (
    *("consultation", "response", "digested_response", "issue", "commitment", "task"),
    *("organisation", "published_report", "closure_letter", "reply", "agenda"),
)


def counted(file: Path) -> dict[str, int]:
    connection = sqlite3.connect(file)
    counts = {table: connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in TABLES}
    connection.close()
    return counts


def regions(file: Path) -> list[str]:
    connection = sqlite3.connect(file)
    found = [row[0] for row in connection.execute("SELECT region FROM consultation ORDER BY region")]
    connection.close()
    return found
