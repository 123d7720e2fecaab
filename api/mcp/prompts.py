"""Prompts: common questions, each with the calls that answer it."""

from __future__ import annotations

from typing import Annotated, Any

from mcp.server import MCPServer
from pydantic import Field

_CITE = (
    "Say of each value which source says it and for which dates. Where sources differ, give each "
    "side with its sources; do not choose one. What is inferred, reported or rumoured, say so."
)
_Date = Annotated[str, Field(description="A day, month or year, such as 2013-01-28 or 2007.")]
_Organization = Annotated[str, Field(description="Its name or id.")]


def add_prompts(server: MCPServer[Any]) -> None:
    """Give a server the prompts."""

    @server.prompt(title="How an organisation was made up on a date")
    def organization_on_a_date(organization: _Organization, date: _Date) -> str:
        """Who led it, who belonged to it, what stood above and below it."""
        return (
            f"How was {organization!r} made up on {date}? Find its id with ask(query='search'). "
            f"Then ask 'chain_of_command', 'chart', 'posts' and 'members' of it, each with "
            f"as_of={date!r}, and 'contested' with about= its id. {_CITE}"
        )

    @server.prompt(title="A person's career")
    def career(person: Annotated[str, Field(description="Their name or id.")]) -> str:
        """Posts and memberships with their dates, and how each ended."""
        return (
            f"What posts did {person!r} hold, in what did they belong, from when until when? "
            f"Find the id with ask(query='search'); if several have the name, say what tells "
            f"them apart. Then ask 'tenures' with person= the id, and 'contested' with about= "
            f"it. {_CITE}"
        )

    @server.prompt(title="What sources disagree about")
    def disagreement(about: Annotated[str, Field(description="A name, an id, or words.")]) -> str:
        """Each question with its sides, and who takes which."""
        return (
            f"Which sources disagree about {about!r}? Call disagreements(text={about!r}); if "
            f"that finds nothing, find ids with ask(query='search') and call it with about= the "
            f"id. Tell what cannot both be so apart from what has changed or is only worded "
            f"otherwise. {_CITE}"
        )

    @server.prompt(title="What changed between two dates")
    def changes(organization: _Organization, start: _Date, end: _Date) -> str:
        """Members, posts and names that came, went or changed."""
        return (
            f"What changed in {organization!r} between {start} and {end}? Find its id with "
            f"ask(query='search'). Ask 'members' and 'posts' of it with as_of={start!r} and "
            f"again with as_of={end!r}, and 'timeline' with start={start!r}, end={end!r}. Tell "
            f"what changed apart from what is only known otherwise. {_CITE}"
        )

    @server.prompt(title="What a level of the party must do")
    def duties_of_a_level(
        level: Annotated[str, Field(description="As party-cell.")], date: _Date
    ) -> str:
        """Duties and bounds by the rules in force."""
        return (
            f"What must the level {level!r} of the party do by the rules on {date}? Ask "
            f"'duties' and 'rules' with tier={level!r} and as_of={date!r}; 'tiers' has the ids "
            f"of levels. Say of which edition of the rules each is. {_CITE}"
        )
