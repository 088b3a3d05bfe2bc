"""Versions of what confirmed codings taught: which one is made, which one suggestions go by."""

from datetime import timedelta

from feedback.codebooks import codebook
from feedback.coding_tables import Matcher
from feedback.codings import suggestions_for
from feedback.matchers import list_matchers, matcher_in_use, retrain
from feedback.matching.suggest import Example, Text
from tests.factories import NOW, make_theme

#: What the code book says of neither theme, officers have said of each again and again.
SAID = {
    "premises": ["Källaren på torget är bra", "Nyckel till aulan", "Aulan larmas klockan fyra", "Öppna aulan på lov"],
    "funding": ["Kassan är tom", "Kassören gråter varje vår", "Tom kassa igen", "Vår kassa räcker inte"],
    "language": ["Grammatiken är svår", "Läraren talar fort", "Min lärare slutade", "Lär oss grammatik"],
}
LABELS = {"premises": "Lokaler", "funding": "Bidrag", "language": "Svenska språket"}


async def make_codings() -> tuple[dict[str, str], list[Example]]:
    """The key of each theme by its name, and every text as a confirmed coding."""
    keys = {name: str(await make_theme(code=name, title=label)) for name, label in LABELS.items()}
    return keys, [Example(text, (keys[name],), "sv") for name, texts in SAID.items() for text in texts]


async def test_what_codings_teach_is_kept_and_suggestions_go_by_it(database: str) -> None:
    keys, examples = await make_codings()

    version = await retrain(examples, now=NOW)

    assert (version.number, version.codings, version.is_used) == (1, 12, True)
    figures = version.figures["words"]
    assert figures["learnt"]["loss"] < figures["without"]["loss"]
    assert await list_matchers() == (version,)
    texts, known = [Text("a", "Vi vill ha nyckel till aulan", "sv")], await codebook()
    with_it = suggestions_for(texts, known, examples, matcher=await matcher_in_use())
    assert [match.id for match in with_it["a"]][:1] == [keys["premises"]]
    assert suggestions_for(texts, known)["a"] == ()


async def test_the_same_codings_make_no_new_version(database: str) -> None:
    _keys, examples = await make_codings()
    first = await retrain(examples, now=NOW)

    again = await retrain(list(reversed(examples)), now=NOW + timedelta(days=1))

    assert again == first
    assert await Matcher.count() == 1


async def test_where_nothing_is_learnt_what_was_learnt_before_stays_in_use(database: str) -> None:
    _keys, examples = await make_codings()
    await retrain(examples, now=NOW)
    used = await matcher_in_use()

    after = await retrain(examples[:3], now=NOW + timedelta(days=1))

    assert (after.number, after.is_used) == (2, False)
    assert used is not None
    assert await matcher_in_use() == used


async def test_too_few_codings_teach_nothing(database: str) -> None:
    _keys, examples = await make_codings()

    version = await retrain(examples[:3], now=NOW)

    assert (version.is_used, version.figures) == (False, {})
    assert await matcher_in_use() is None
