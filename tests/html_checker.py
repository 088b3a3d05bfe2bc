"""The Nu HTML checker of the W3C, run by Java over pages that have been saved: one start of Java for all of them."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.conftest import do_without

#: Where `make checkers` puts it; the package is `vnu-jar` of npm.
JAR = Path(__file__).parent.parent / ".checkers" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def html_faults(pages: Mapping[str, str], folder: Path) -> list[str]:
    """What the checker says of these pages, by their names: `name, line: message`. Skips where the checker is missing."""
    if shutil.which("java") is None or not JAR.exists():
        do_without("The Nu HTML checker is missing: install Java, and run `make checkers` (it needs npm).")
    names = {}
    for number, (name, source) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(source)
        names[file.as_uri().replace("///", "/")] = name  # as Java writes it
    command = ["java", "-Xss4m", "-jar", str(JAR), "--format", "json", "--exit-zero-always", "--stdout", str(folder)]
    checked = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    messages = json.loads(checked.stdout)["messages"]
    return sorted({f"{names[each['url']]}, {each.get('lastLine')}: {each['message']}" for each in messages})
