"""Personal data is found where it stands, and figures that are none are let be."""

import pytest

from feedback.notes.draft import PersonalData, PersonalDataKind, Source
from tests.feedback.notes.files import drafted


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Skriv till asta.holm@example.org.", PersonalDataKind.EMAIL, ["asta.holm@example.org"]),
        ("Ring 0707-57 53 27 eller +46 8 405 10 00", PersonalDataKind.PHONE, ["0707-57 53 27", "+46 8 405 10 00"]),
        ("Född 850709-9805 på ön", PersonalDataKind.IDENTITY_NUMBER, ["850709-9805"]),
        ("Hon bor på Bryggvägen 12 B", PersonalDataKind.ADDRESS, ["Bryggvägen 12 B"]),
        ("Asta Holm, ordförande, och statssekreterare Bo von Ek", PersonalDataKind.NAME, ["Asta Holm", "Bo von Ek"]),
        ("Kl 08.30-15.30 den 2024-06-04, dnr 2023/02342, lag 2010:197", PersonalDataKind.PHONE, []),
        ("Projektnummer 991399-1234", PersonalDataKind.IDENTITY_NUMBER, []),
        (
            "Född 19850709-9805, samordningsnummer 850769-9802",
            PersonalDataKind.IDENTITY_NUMBER,
            ["19850709-9805", "850769-9802"],
        ),
        ("Ärende 850709-9806", PersonalDataKind.IDENTITY_NUMBER, []),
        ("Personnummer: 850709-9806", PersonalDataKind.IDENTITY_NUMBER, ["850709-9806"]),
        ("Tunnus 131052-308T, ei 131052-308A", PersonalDataKind.IDENTITY_NUMBER, ["131052-308T"]),
        ("Fødselsnummer 01019050188", PersonalDataKind.IDENTITY_NUMBER, ["01019050188"]),
        ("Vid pennan: Asta Holm", PersonalDataKind.SIGNATURE, ["Asta Holm"]),
        ("Mötet avslutades.\n\nJusteras\n\nBo Ek", PersonalDataKind.SIGNATURE, ["Bo Ek"]),
        ("Vid protokollet: Asta", PersonalDataKind.SIGNATURE, ["Asta"]),
        ("Justering av stödet behövs i hela landet.", PersonalDataKind.SIGNATURE, []),
        ("Ring Asta Holm på 0707-57 53 27 före mötet", PersonalDataKind.NAME, ["Asta Holm"]),
        ("Föreningen når ni på 0707-57 53 27, fråga efter Bo Ek", PersonalDataKind.NAME, ["Bo Ek"]),
        ("Specialkost: två utan gluten", PersonalDataKind.HEALTH, ["Specialkost: två utan gluten"]),
        ("En av oss är allergisk mot nötter.", PersonalDataKind.HEALTH, ["allergisk mot nötter"]),
        ("Maten i skolan borde vara vegetarisk", PersonalDataKind.HEALTH, []),
        ("Kustens Riksförbund, ordförande saknas", PersonalDataKind.NAME, []),
    ],
)
def test_personal_data_in_text(text: str, kind: PersonalDataKind, expected: list[str]) -> None:
    assert [data.text for data in drafted(text).personal_data if data.kind is kind] == expected


def test_personal_data_in_text_once_with_its_line() -> None:
    draft = drafted("Mötet\nkontakt: a@example.org\nkontakt: a@example.org")
    assert draft.personal_data == (PersonalData("a@example.org", PersonalDataKind.EMAIL, Source(1, 2, 2)),)
