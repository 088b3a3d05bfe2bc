"""Lists become points, questions, themes or nothing, by what stands above them."""

import pytest

from feedback.enums import PointKind
from feedback.notes.draft import Draft
from tests.feedback.notes.files import drafted, point_texts


def groups(draft: Draft) -> list[tuple[str, int | None, str | None]]:
    return [(point.text, point.question, point.theme) for point in draft.points]


def test_said_in_questions_with_their_points() -> None:
    draft = drafted("Fråga 1: Vad behövs?\n- När då?\n- Mer tid.\n\nFråga 2: Vem gör det?\n- Kommunen.")
    assert [(question.number, question.text, question.subquestions) for question in draft.questions] == [
        (1, "Vad behövs?", ("När då?",)),
        (2, "Vem gör det?", ()),
    ]
    assert groups(draft) == [("Mer tid.", 1, None), ("Kommunen.", 2, None)]


def test_said_in_english_questions() -> None:
    draft = drafted(
        "Question 1: What is needed?\n- The associations need more time.\n\nQuestion 2: Who?\n- The municipality."
    )
    assert groups(draft) == [("The associations need more time.", 1, None), ("The municipality.", 2, None)]


def test_said_in_one_list_after_all_questions_answers_them_all() -> None:
    draft = drafted("Fråga 1: Vad behövs?\n- När?\n\nFråga 2: Vem?\n- Var?\n\nUnder mötet lyftes bl.a.:\n- Mer tid.")
    assert groups(draft) == [("Mer tid.", None, None)]


def test_said_in_heading_that_comes_back_to_a_question() -> None:
    draft = drafted("Fråga 1: Vad?\n\nFråga 2: Vem?\n\nSynpunkter på fråga 1\n- Tid.\n\nSynpunkter på fråga 2\n- Alla.")
    assert groups(draft) == [("Tid.", 1, None), ("Alla.", 2, None)]


def test_said_in_question_number_on_a_line_of_its_own() -> None:
    draft = drafted("Fråga 1\nVad behövs för kusten?\n- Mer tid.")
    assert ([question.text for question in draft.questions], groups(draft)) == (
        ["Vad behövs för kusten?"],
        [("Mer tid.", 1, None)],
    )


def test_said_in_numbered_questions() -> None:
    draft = drafted("Vi diskuterade följande frågor:\n1. Vad behövs?\n2. Vem gör det?\n\nUnder mötet lyftes:\n- Tid.")
    assert [(question.number, question.text) for question in draft.questions] == [
        (1, "Vad behövs?"),
        (2, "Vem gör det?"),
    ]


def test_said_in_headings_over_questions_are_questions_and_themes() -> None:
    draft = drafted("Båtar och bryggor\n- Hur når vi ut?\n\nUng på ön\n- Vem lyssnar?\n\nUnder mötet lyftes:\n- Tid.")
    assert [(question.text, question.subquestions) for question in draft.questions] == [
        ("Båtar och bryggor", ("Hur når vi ut?",)),
        ("Ung på ön", ("Vem lyssnar?",)),
    ]
    assert (draft.themes, groups(draft)) == (("Båtar och bryggor", "Ung på ön"), [("Tid.", None, None)])


def test_said_in_questions_in_running_text() -> None:
    draft = drafted(
        "Grupparbeten\n\nDen övergripande frågan var: Hur möts vi? De underliggande frågeställningarna var: När sker det? Var sker"
        " det?\n\nFöljande lyftes:\n- På bryggan."
    )
    assert [(question.number, question.text, question.subquestions) for question in draft.questions] == [
        (1, "Hur möts vi?", ("När sker det?", "Var sker det?"))
    ]


def test_said_in_numbered_headings_are_themes() -> None:
    draft = drafted("1. Båtar\n\n- Tidtabellen är för gles.\n\n2. Bryggor\n\n- Bryggan är trasig.\n- Vem lagar den?")
    assert groups(draft) == [
        ("Tidtabellen är för gles.", None, "Båtar"),
        ("Bryggan är trasig.", None, "Bryggor"),
        ("Vem lagar den?", None, "Bryggor"),
    ]
    assert draft.themes == ("Båtar", "Bryggor")


def test_said_in_list_of_themes_is_not_points() -> None:
    draft = drafted("Deltagarna samlades kring två teman.\n\n- Båtar\n- Bryggor\n\n1. Båtar\n- Tidtabellen är gles.")
    assert (draft.themes, point_texts(draft)) == (("Båtar", "Bryggor"), ["Tidtabellen är gles."])


def test_said_in_kind_of_the_list_decides() -> None:
    draft = drafted(
        "Anteckningar från samråd\n\nBåtar\n\nHinder:\n- Vi borde ha fler turer.\n\nMöjligheter:\n- Det saknas inte vilja."
    )
    assert [(point.kind, point.theme) for point in draft.points] == [
        (PointKind.OBSTACLE, "Båtar: hinder"),
        (PointKind.OPPORTUNITY, "Båtar: möjligheter"),
    ]


def test_said_in_kind_under_question_keeps_question() -> None:
    draft = drafted("Fråga 1: Vad?\nHinder:\n- Tiden.\nFörslag:\n- Mer tid.")
    assert [(point.kind, point.question, point.theme) for point in draft.points] == [
        (PointKind.OBSTACLE, 1, None),
        (PointKind.PROPOSAL, 1, None),
    ]


def test_said_in_report_of_several_meetings_names_place_and_year() -> None:
    draft = drafted(
        "Inledning\n\nHösten 2015 hölls två konferenser. På konferensen i Sjövik deltog 20 personer. På konferensen i Norrby"
        " deltog 30 personer.\n\nHinder som framkom på konferenserna:\n- Tid.\n\n"
        "Grupparbeten i Norrby\n\nExempel på hinder:\n- Pengar."
    )
    assert [point.theme for point in draft.points] == [
        "Två konferenser 2015 (Sjövik, Norrby): hinder",
        "Norrby 2015: hinder",
    ]


@pytest.mark.parametrize("above", ["Program", "Deltagare:", "Dagordning", "Arbetet har fyra gemensamma principer:"])
def test_said_in_other_lists_are_left_over(above: str) -> None:
    draft = drafted(f"{above}\n- Båtar och bryggor\n\nUnder mötet lyftes:\n- Mer tid.")
    assert (point_texts(draft), [rest.text for rest in draft.leftovers]) == (
        ["Mer tid."],
        [above, "Båtar och bryggor", "Under mötet lyftes:"],
    )


def test_said_in_appendix_only_what_was_said() -> None:
    draft = drafted(
        "Under mötet lyftes:\n- Tid.\n\nBilagor\n\nInbjudan till alla.\n- Vilka insatser behövs?\n- Goda exempel"
    )
    assert (point_texts(draft), draft.questions) == (["Tid."], ())


def test_said_in_point_said_twice_in_a_group_is_one() -> None:
    draft = drafted("Båtar\n- Fler turer.\n- Lägre pris.\n- Fler turer.\n\nBryggor\n- Fler turer.")
    assert groups(draft) == [
        ("Fler turer.", None, "Båtar"),
        ("Lägre pris.", None, "Båtar"),
        ("Fler turer.", None, "Bryggor"),
    ]
    assert draft.fates[4] == "repeated"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Det finns en oro för att turerna dras in.", PointKind.CONCERN),
        ("Kommunen borde laga bryggan.", PointKind.PROPOSAL),
        ("Det är svårt att hitta förare.", PointKind.OBSTACLE),
        ("Båten går klockan nio.", PointKind.STATEMENT),
    ],
)
def test_said_in_kind_by_cue_words(text: str, kind: PointKind) -> None:
    assert [point.kind for point in drafted(f"Under mötet lyftes:\n- {text}").points] == [kind]


@pytest.mark.parametrize(
    ("said", "around"),
    [
        (
            "Participants said\n- The pier is too short for us.",
            ("Further reading", "Share this page", "Related content"),
        ),
        ("Synpunkter\n- Bryggan är alldeles för kort.", ("Läs mer", "Dela sidan", "Relaterade länkar", "Se även")),
        ("Innspill fra deltakerne\n- Bryggen er altfor kort.", ("Les mer", "Se også", "Relatert innhold")),
        ("Input fra deltagerne\n- Broen er alt for kort, og der mangler lys.", ("Læs mere", "Se også")),
        ("Näkemykset\n- Laituri on aivan liian lyhyt.", ("Lue lisää", "Katso myös")),
    ],
)
def test_lists_of_links_around_an_article_are_no_points(said: str, around: tuple[str, ...]) -> None:
    links = "".join(f"\n\n{heading}\n- Strategi 2030\n- Plan" for heading in around)

    draft = drafted(f"{said}{links}\n")

    assert point_texts(draft) == [said.partition("- ")[2]]
