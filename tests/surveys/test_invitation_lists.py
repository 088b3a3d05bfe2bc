"""The file of links that goes into a mail program."""

from feedback.translation import speaking
from surveys.invitation_lists import invitations_csv
from surveys.invitations import Invited


def test_invitations_csv_opens_in_a_spreadsheet_and_runs_nothing() -> None:
    invited = [
        Invited('Föreningen Öst, "Nya"', "one@example.org", "sv", "token-1", "Anna Ek"),
        Invited('=HYPERLINK("http://example.org")', "+two@example.org", "ar", "token-2"),
    ]

    with speaking("en"):
        text = invitations_csv(invited, base_url="https://gensvar.example")

    assert text == (
        "\ufeffOrganisation,E-mail,Language,Link,Name\r\n"
        '"Föreningen Öst, ""Nya""",one@example.org,sv,https://gensvar.example/i/token-1,Anna Ek\r\n'
        '"\'=HYPERLINK(""http://example.org"")",\'+two@example.org,ar,https://gensvar.example/i/token-2,\r\n'
    )
