"""HTML that other processes make while this one does something else."""

from collections.abc import Iterable
from concurrent.futures import Future
from queue import SimpleQueue

from generator.model.problem import Problem
from generator.publishing.contents import Report
from generator.publishing.html.converting import Converted
from generator.publishing.html.inspecting import Link


class Underway:
    """Parts of a site that are becoming HTML; what comes of a part is taken in, and let go, soon after it is done.

    The links of all parts side by side would be more than the site itself: of each place that they lead to, the link of
    the first page is kept.
    """

    def __init__(self, parts: Iterable[Future[Converted]], pages: int, report: Report) -> None:
        """`pages`: how many they have together."""
        self._left = set(parts)
        self._arrived = SimpleQueue[Future[Converted]]()
        for part in self._left:
            part.add_done_callback(self._arrived.put)
        self._pages = pages
        self._report = report
        self._made = 0
        self._problems: list[Problem] = []
        self._static: list[str] = []
        self._links: dict[tuple[str, str], Link] = {}

    def look(self) -> None:
        """Take in what is done by now. Raises what making it raised."""
        while not self._arrived.empty():
            self._take(self._arrived.get())

    def whole(self) -> Converted:
        """What came of all, once it is done. Raises what making it raised; what was not begun is then not made."""
        try:
            while self._left:
                self._take(self._arrived.get())
        finally:
            for part in self._left:
                part.cancel()
        return Converted(
            pages=self._pages,
            problems=tuple(self._problems),
            links=tuple(self._links.values()),
            static=tuple(sorted(self._static)),
        )

    def _take(self, part: Future[Converted]) -> None:
        self._left.remove(part)
        result = part.result()
        self._made += result.pages
        self._problems += result.problems
        self._static += result.static
        for link in result.links:
            known = self._links.setdefault((link.target, link.fragment), link)
            if link.page < known.page:  # whichever part was first
                self._links[link.target, link.fragment] = link
        self._report("html", self._made, self._pages)
