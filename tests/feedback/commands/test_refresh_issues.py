"""`gensvar refresh-issues` puts right what is kept beside issues."""

import asyncio

from click.testing import CliRunner

from feedback.commands.refresh_issues import refresh_issues
from feedback.database import open_database
from feedback.enums import Answer
from feedback.follow_up_tables import IssueSummary, IssueWord
from feedback.issue_search import find_issues
from feedback.issue_summaries import wrong_summaries
from feedback.tables import IssueCommitment
from feedback.translation import speaking
from tests.factories import make_commitment, make_issue


def test_refresh_makes_summaries_and_words_anew(database_url: str) -> None:
    async def spoil() -> None:
        async with open_database():
            issue = await make_issue(title="Premises")
            # A link as it was kept before the log knew of links.
            await IssueCommitment(issue=issue, commitment=await make_commitment()).save()
            await IssueSummary.update({IssueSummary.answer: Answer.ACCEPTED.value}, force=True)
            await IssueWord.delete(force=True)

    async def found() -> tuple[int, int]:
        async with open_database():
            return len([issue async for issue in wrong_summaries()]), len(await find_issues("premises"))

    asyncio.run(spoil())
    before = asyncio.run(found())
    with speaking("en"):
        result = CliRunner().invoke(refresh_issues)

    assert (result.exit_code, result.output) == (
        0,
        "The summaries and search words of all issues are made anew.\n"
        "1 link between a commitment and an issue was in no log, and is now.\n",
    )
    assert (before, asyncio.run(found())) == ((1, 0), (0, 1))
