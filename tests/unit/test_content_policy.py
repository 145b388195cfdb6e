"""The content policy of a page."""

from generator.publishing.html.content_policy import guarded


def test_a_policy_names_the_scripts_that_are_run() -> None:
    """Each once, by the digest of exactly what stands between the tags; data and files are none."""
    page = (
        '<head>\n  <meta charset="utf-8"><script>a()</script></head>'
        '<script>a()</script><script type="module">b()</script>'
        '<script type="application/json">{}</script><script src="c.js"></script>'
    )
    text = guarded(page)
    assert text.count("sha256-") == 2
    assert "'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='" in text
    assert guarded(text) == text
    assert guarded("<p>no head</p>") == "<p>no head</p>"
