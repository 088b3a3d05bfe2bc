"""A hundred thousand answers against two hundred themes, beside bare scikit-learn on the same answers in the same run.

Bare is `TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5))`, fitted on the themes, transforming every answer, and
the sparse product with the themes. Matching is by words alone, as it is for so many. A third of the words stand in no lexicon,
so that every one of them is looked for among known ones: worse than what people write.
"""

import random
import resource
from collections.abc import Callable
from itertools import islice
from time import process_time

import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from feedback.matching.dictionary import entries
from feedback.matching.suggest import Text, ThemeEntry, Themes

ANSWERS, WORDS, THEMES = 100_000, 25, 200
AT_A_TIME = 500
ENDINGS = ("", "", "", "en", "er", "erna", "s")


def vocabulary() -> list[str]:
    """Headwords with endings, a few of them often and most of them seldom."""
    words = [word for word in entries() if word.isalpha() and len(word) > 2]
    random.Random(7).shuffle(words)
    return words[:20_000]


def said(count: int, seed: int) -> list[str]:
    chance, words = random.Random(seed), vocabulary()
    frequent = [1 / (rank + 10) for rank in range(len(words))]
    drawn = iter(chance.choices(words, frequent, k=count * WORDS))
    return [
        " ".join(word + chance.choice(ENDINGS) for word in islice(drawn, WORDS)).capitalize() + "."
        for _ in range(count)
    ]


def codebook() -> list[ThemeEntry]:
    texts = said(THEMES, 1)
    return [
        ThemeEntry(f"T{n}", {"sv": " ".join(text.split()[:3])}, text, tuple(text.split()[3:8]))
        for n, text in enumerate(texts)
    ]


def seconds(work: Callable[[], object]) -> float:
    """Of the processor's time: what else the machine does is left out."""
    start = process_time()
    work()
    return process_time() - start


@pytest.mark.long
def test_matching_takes_at_most_twice_as_long_as_bare_vectorising_and_product() -> None:
    themes, answers = codebook(), said(ANSWERS, 2)
    documents = [" ".join([*theme.labels.values(), theme.definition, *theme.keywords]) for theme in themes]
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5))
    entries_ = vectors.fit_transform(documents).T.tocsr()
    matching = Themes(themes)
    matching.suggest([Text("first", answers[0], "sv")])  # reads the dictionaries

    def all_answers() -> None:
        for start in range(0, ANSWERS, AT_A_TIME):
            batch = answers[start : start + AT_A_TIME]
            matching.suggest([Text(str(start + n), text, "sv") for n, text in enumerate(batch)])

    def bare_answers() -> None:
        for start in range(0, ANSWERS, AT_A_TIME):
            vectors.transform(answers[start : start + AT_A_TIME]) @ entries_

    ours, bare = seconds(all_answers), seconds(bare_answers)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    ones = [seconds(lambda text=text: matching.suggest([Text("a", text, "sv")])) for text in answers[:200]]  # type: ignore[misc]  # mypy cannot infer the lambda
    bare_ones = [seconds(lambda text=text: vectors.transform([text]) @ entries_) for text in answers[:200]]  # type: ignore[misc]  # likewise

    one, bare_one = sorted(ones)[100], sorted(bare_ones)[100]
    figures = (
        f"all {ours:.1f} s, bare {bare:.1f} s, {ours / bare:.2f} times; {memory:.2f} GiB; "
        f"one {one * 1000:.2f} ms, bare {bare_one * 1000:.2f} ms, {one / bare_one:.1f} times"
    )
    assert ours <= 2.0 * bare, figures
    assert memory <= 2.0, figures
    assert one <= 20 * bare_one, figures
