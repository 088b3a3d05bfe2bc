"""`gensvar demo`, as a newcomer runs it."""

import os
import sqlite3
import subprocess
import sys
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
    }
    summary = pages_of((tmp_path / "demo" / "reports" / "follow-up-2025-sv.pdf").read_bytes())[3]
    assert "73 %" in summary


def counted(file: Path) -> dict[str, int]:
    tables = ("consultation", "response", "digested_response", "issue", "commitment", "task")
    connection = sqlite3.connect(file)
    counts = {table: connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in tables}
    connection.close()
    return counts
