"""What the expressions of LimeSurvey name: the questions of conditions, and the answers that texts recall."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from surveys.definition import Question, QuestionType, ShowIf
from surveys.interchange.limesurvey_questions import MadeQuestion

_NAME = r"(?P<name>[A-Za-z0-9_#]+)(?:\.(?:NAOK|value|code|shown))?"
_EQUALS = re.compile(rf"{_NAME}\s*(?:==|eq)\s*[\"'](?P<value>[^\"']*)[\"']")
_ANSWERED = re.compile(rf"!\s*is_empty\(\s*{_NAME}\s*\)")
_OR = re.compile(r"\s+or\s+|\|\|", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\s*(?P<name>[A-Za-z][A-Za-z0-9_]*)(?:\.(?:NAOK|shown|value|code))?\s*\}")


@dataclass(frozen=True, slots=True)
class _Named:
    """A question here, or one `option` of several that can be chosen."""

    key: str
    option: str = ""


@dataclass(slots=True)
class Names:
    """The names given so far. That of a question goes before one put together of a question's and a row's."""

    named: dict[str, _Named] = field(default_factory=dict)
    made: dict[str, MadeQuestion] = field(default_factory=dict)

    def give(self, names: Iterable[str], made: MadeQuestion, question: Question) -> None:
        """Let expressions call the question by these names, its row and its answers by those with their codes behind."""
        self.made[question.key] = made
        for name in names:
            if made.row:
                self._give_part(name, made.row, _Named(question.key))
            else:
                self.named[name] = _Named(question.key)
            if question.type is QuestionType.SEVERAL_CHOICES:
                for code, value in made.values.items():
                    self._give_part(name, code, _Named(question.key, value))

    def _give_part(self, name: str, code: str, named: _Named) -> None:
        for whole in (f"{name}_{code}", f"{name}{code}"):
            self.named.setdefault(whole, named)

    def condition(self, rule: str) -> ShowIf | None:
        """`((Q1.NAOK == "A1" or Q1.NAOK == "A2"))` and `!is_empty(Q1.NAOK)`, about one earlier question; None for other rules."""
        plain = _bare(rule)
        answered = _ANSWERED.fullmatch(plain)
        if answered and answered["name"] in self.named:
            named = self.named[answered["name"]]
            return ShowIf(named.key, (named.option,) if named.option else ())
        keys, values = set(), []
        for part in _OR.split(plain):
            found = _EQUALS.fullmatch(_bare(part))
            if found is None or found["name"] not in self.named:
                return None
            named = self.named[found["name"]]
            value = self.made[named.key].values.get(found["value"])
            if named.option:
                value = named.option if found["value"] == "Y" else None
            if value is None:
                return None
            keys.add(named.key)
            values.append(value)
        [key, *others] = keys
        return None if others else ShowIf(key, tuple(dict.fromkeys(values)))

    def recalled(self, text: str) -> str:
        """The text with the answers that it recalls named as here."""

        def key(found: re.Match[str]) -> str:
            named = self.named.get(found["name"])
            return f"{{{named.key}}}" if named and not named.option else found[0]

        return _PLACEHOLDER.sub(key, text)


def _bare(rule: str) -> str:
    """The rule without the brackets around all of it."""
    rule = rule.strip()
    while rule.startswith("(") and rule.endswith(")") and _closes_at_end(rule):
        rule = rule[1:-1].strip()
    return rule


def _closes_at_end(rule: str) -> bool:
    depth = 0
    for place, character in enumerate(rule):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            return place == len(rule) - 1
    return False
