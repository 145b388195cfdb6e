"""What can be found on the site: one record for each page, or for each part of a page that has an anchor."""

from dataclasses import dataclass
from typing import Literal

SearchKind = Literal["window", "centre", "list", "standard", "theme", "clause", "checklist", "conduct", "page"]


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchRecord:
    """One thing that can be found. All of it is text as written in the data: nothing is escaped yet.

    Title, summary and body are indexed, so results of inspections stand in none of them: the index of a whole city need
    not be made anew for every score.
    """

    address: str
    """Path below the site with the anchor, if any: `standards/hospital-100.html#c-1.1`. Unique among the records."""
    kind: SearchKind
    title: str
    """Shown as the link, and weighed above everything else."""
    summary: str
    """Shown below the title."""
    body: str = ""
    """Searched, and shown in parts, around what was found."""
    names: tuple[str, ...] = ()
    """By what it is called besides its title: the name of its centre, names that it had. They stand in the texts."""
    words: tuple[str, ...] = ()
    """Words of the texts that people look for and may type by sound: services, the district, the street."""
    outcome: str = ""
    """What results say of it now: shown below the title, and not searched. Empty: nothing."""
    district: str = ""
    """Name of the district; empty: of no place."""
    centre: str = ""
    """Id of the centre; empty: of none."""
    trades: tuple[str, ...] = ()
    """Ids of the trades that it concerns."""
    lists: tuple[str, ...] = ()
    """`red`, `green`: the lists that it stands on now."""
    bands: tuple[str, ...] = ()
    """Names of the bands that it stands in now."""
