"""What is published besides figures and may not change in silence, as a file: the next publication compares with it."""

from generator.judging.history.facts import facts_of
from generator.model.site import Site
from generator.presenting.artefact import Artefact
from generator.presenting.files.scores import SCHEMA_VERSION
from generator.presenting.text.addresses import FACTS_FILE
from generator.presenting.text.plain import json_file


def facts_file(site: Site) -> Artefact:
    """The facts of a site as they were judged, in the words of the data, whatever the language of the pages."""
    amendments = site.rulebook.amendments

    def render() -> str:
        found = facts_of(site.rulebook, site.centres, site.cases, site.as_of.day, site.hidden)
        return json_file(
            {"schema": SCHEMA_VERSION},
            {
                "amendments": amendments,
                "facts": ({"kind": kind, "id": key, "facts": one} for (kind, key), one in sorted(found.items())),
            },
        )

    centres = tuple(site.centres.items())
    ingredients = (SCHEMA_VERSION, site.rulebook_digest, centres, site.cases, site.as_of.day, sorted(site.hidden))
    return Artefact(address=FACTS_FILE, ingredients=ingredients, render=render)
