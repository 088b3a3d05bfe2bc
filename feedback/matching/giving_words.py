"""The words by which any task is given: what is left without them is what the task is about.

Apart from the matching of tasks, which loads numpy: the checks of evidence need only this, on every page that lists issues.
"""

from feedback.matching.text import content_words, lemma, words

GIVEN_IN_SWEDISH = """
ansvara analysera analys arbete arbetssätt beakta behov bereda beslut bidra erfarenhet exempel framgångsrik främja fokus
fokusera följa föreslå förbättra förslag genomföra genomgående god identifiera inhämta kartlägga kartläggning kunskap lämna
lägesbild redogöra redovisa redovisning relevant sammanställa sammanställning senast sprida spridning stärka stödja syfte
säkerställa särskild uppdra uppdrag uppmärksamma utreda utredning utveckla verka åtgärd återkomma
"""
GIVEN_IN_ENGLISH = """
analyse analysis analyze assess assignment commission compile consider deliver develop ensure example examine experience focus
good identify improve inquiry knowledge map need overview particular present promote proposal propose purpose relevant report
spread strengthen submit support task throughout undertake work
"""
#: The words by which any task is given, in dictionary form: they tell what is done, never what it is about.
GIVING_WORDS = {"sv": frozenset(GIVEN_IN_SWEDISH.split()), "en": frozenset(GIVEN_IN_ENGLISH.split())}


def about(text: str, language: str) -> str:
    """The words of a task without those by which any task is given; the whole text where nothing else would be left."""
    giving = GIVING_WORDS.get(language, frozenset())
    kept = " ".join(word.surface for word in words(text) if not giving & {word.form, lemma(word.form, language)})
    return kept if content_words(kept, language) else text
