"""How often measured limits were kept: numerator, denominator, and a word where they are small."""

from dataclasses import replace

from tests.fixtures.city import city
from tests.fixtures.texts import page_at


def text_of(**changes: object) -> str:
    """The page of the fixture's city, with some of the site exchanged."""
    site = replace(city().site, **changes)  # type: ignore[arg-type]  # fields of Site
    return page_at(site, "commitments.md").render()


def test_cases_are_summed_and_both_numbers_are_shown() -> None:
    """Every rate stands beside the cases it was taken from, and is their quotient; few cases are called few."""
    site = city().site
    first = site.fulfilments[0]
    twice = replace(first, cases=4, within=3)
    text = text_of(fulfilments=(twice, replace(twice, window=first.window, cases=4, within=2)))
    assert "<b>62.5%</b> <small>5/8 件数少</small>" in text
    text = text_of(fulfilments=(replace(first, cases=10, within=9),))
    assert "<b>90%</b> <small>9/10</small>" in text


def test_rates_on_the_page_are_those_of_the_scores() -> None:
    """What the scorecards count is what the page sums, nothing more and nothing less."""
    own = city()
    measured = [
        (score.centre, score.window, score.period, pool.pool, pool.cases, pool.within)
        for scores in own.scores.values()
        for score in scores
        for pool in score.pools
        if pool.cases
    ]
    assert measured
    assert sorted(measured) == sorted(
        (one.centre, one.window, one.period, one.clause, one.cases, one.within) for one in own.site.fulfilments
    )


def test_a_city_without_samples_says_so() -> None:
    """A promise that nobody measured has no rate."""
    assert "还没有抽查" in text_of(fulfilments=())
