"""What sections and standards are worth in points."""

from fractions import Fraction

from generator.model.standard import Section, Standard


def section_points(section: Section) -> Fraction:
    """Points of the base score in a section: declared for all of it, or those of its clauses."""
    own = [clause.points for clause in section.clauses if clause.points is not None and clause.check.part == "base"]
    if own:
        return sum((Fraction(points) for points in own), Fraction(0))
    return Fraction(section.points or 0)


def standard_points(standard: Standard) -> Fraction:
    """Points of the base score: those of the sections, or the full scale where the clauses share it."""
    if standard.scale is None:
        return Fraction(0)
    return sum(map(section_points, standard.sections), Fraction(0)) or Fraction(standard.scale.full)
