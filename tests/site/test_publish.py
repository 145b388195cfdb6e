"""A publication remembers itself, and the next one is compared with it, without a script around it."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from generator.comparing import revision
from generator.verifying.command import verify
from generator.verifying.published.release import UNBROKEN
from tests.fixtures.command import Done, windowboard, windowboard_apart
from tests.fixtures.town import git, lay_out, slip, tree

WEEKLY = "results/harbour/2026-10/12-weekly-a.yml"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The town in a repository; October is over and published on the day of its commit."""
    root = lay_out(tmp_path / "town")
    (root / ".gitignore").write_text("/build/\n/site/\n/published.json\n/release.json\n/changes.json\n/SHA256SUMS\n")
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "data", date="2026-11-10T12:00:00+08:00")
    return root


def published(root: Path, day: str, *words: str) -> Done:
    """What `publish` says on a day."""
    return windowboard(root, "publish", "--as-of", day, *words)


def fresh_checkout(root: Path) -> None:
    """As CI has it: no site, nothing kept, and the record as the public site shows it."""
    record = (root / "site" / "published.json").read_bytes()
    for folder in ("site", "build"):
        shutil.rmtree(root / folder)
    (root / "published.json").write_bytes(record)


def test_what_was_published_is_remembered_beside_the_site_and_in_it(town: Path) -> None:
    """Commit and day; the second time they are compared with, and nothing changes."""
    done = published(town, "2026-11-20", "--anew")
    assert (done.returncode, "此前没有发布" in done.stderr) == (0, True), done
    told = json.loads((town / "published.json").read_text())
    assert told["day"] == "2026-11-20"
    assert len(told["commit"]) == 40
    assert (town / "site" / "published.json").read_bytes() == (town / "published.json").read_bytes()
    fresh_checkout(town)
    done = published(town, "2026-11-23")
    assert done.returncode == 0, done
    assert f"版本 {told['commit'][:7]}（2026-11-20）" in done.stderr
    assert json.loads((town / "published.json").read_text()) == {**told, "day": "2026-11-23"}


def test_a_figure_that_was_published_does_not_change_in_silence(town: Path) -> None:
    """From a fresh checkout the record alone guards it; a refusal leaves site and record as they were."""
    assert published(town, "2026-11-20", "--anew").returncode == 0
    fresh_checkout(town)
    record = (town / "published.json").read_bytes()
    slip(town, WEEKLY, "count: 2, note", "count: 1, note")
    git(town, "commit", "-qam", "silent", date="2026-11-21T12:00:00+08:00")
    done = published(town, "2026-11-23")
    assert done.returncode == 2
    assert "silent-change" in done.stderr
    assert (town / "published.json").read_bytes() == record
    assert not (town / "site").exists()
    done = published(town, "2026-11-23", "--anew")
    assert done.returncode == 0, done


def test_what_was_published_is_known_when_a_build_has_taken_its_place(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its figures are kept as they were published: its commit is not judged anew, and nothing changes in silence."""
    assert published(town, "2026-11-20", "--anew").returncode == 0
    assert windowboard(town, "build", "--as-of", "2026-11-23").returncode == 0
    assert not (town / "site" / "published.json").exists()
    shutil.rmtree(town / "site")
    monkeypatch.setattr(revision, "_gathered", lambda *_told: pytest.fail("the commit was judged anew"))
    done = published(town, "2026-11-23")
    assert (done.returncode, "（2026-11-20）" in done.stderr) == (0, True), done
    assert windowboard(town, "build", "--as-of", "2026-11-23").returncode == 0
    shutil.rmtree(town / "site")
    slip(town, WEEKLY, "count: 2, note", "count: 1, note")
    git(town, "commit", "-qam", "silent", date="2026-11-21T12:00:00+08:00")
    done = published(town, "2026-11-24")
    assert (done.returncode, "silent-change" in done.stderr) == (2, True), done


def test_nothing_is_published_in_ignorance_of_what_was(town: Path) -> None:
    """A record that is not there may be lost, or its address wrong; the first publication is begun by a person."""
    done = published(town, "2026-11-20")
    assert (done.returncode, "nothing-to-compare-with" in done.stderr) == (2, True), done
    assert not (town / "site").exists()
    assert published(town, "2026-11-20", "--anew").returncode == 0
    fresh_checkout(town)
    (town / "published.json").unlink()
    assert published(town, "2026-11-23").returncode == 2


def test_a_record_that_is_lost_hides_nothing_while_the_site_is_there(town: Path) -> None:
    """The site tells the commit that it was made of: a round of a month that runs is compared with that."""
    running = town / "results/harbour/2026-11/12-weekly-a.yml"
    running.parent.mkdir()
    running.write_text((town / WEEKLY).read_text(encoding="utf-8").replace("2026-10-12", "2026-11-12"), "utf-8")
    git(town, "add", ".")
    git(town, "commit", "-qm", "november", date="2026-11-13T12:00:00+08:00")
    assert published(town, "2026-11-20", "--anew").returncode == 0
    slip(town, "results/harbour/2026-11/12-weekly-a.yml", "count: 2, note", "count: 1, note")
    git(town, "commit", "-qam", "lower", date="2026-11-20T12:00:00+08:00")
    (town / "published.json").unlink()
    done = published(town, "2026-11-23")
    assert (done.returncode, "taken-in-altered" in done.stderr) == (2, True), done


def test_what_is_not_committed_is_not_published(town: Path) -> None:
    """What was published has to be found again."""
    slip(town, WEEKLY, "count: 2, note", "count: 1, note")
    done = published(town, "2026-11-20", "--anew")
    assert done.returncode == 2
    assert f"{WEEKLY}: data-not-committed 1 个数据文件还没有提交" in done.stderr


@pytest.mark.parametrize("told", [("--assume-unchanged",), ("--skip-worktree",)])
def test_what_git_was_told_not_to_look_at_is_not_published(town: Path, told: tuple[str, ...]) -> None:
    """The file is otherwise than the commit says, and git calls it unchanged."""
    git(town, "update-index", *told, WEEKLY)
    slip(town, WEEKLY, "count: 2, note", "count: 1, note")
    done = published(town, "2026-11-20", "--anew")
    assert (done.returncode, f"{WEEKLY}: data-not-committed" in done.stderr) == (2, True), done


def test_what_git_ignores_is_not_published(town: Path) -> None:
    """A round that no commit will ever have is read like any other."""
    ignored = "results/harbour/2026-10/21-weekly-c.yml"
    (town / ".git/info").mkdir(exist_ok=True)
    (town / ".git/info/exclude").write_text(f"{ignored}\n", encoding="utf-8")
    text = (town / WEEKLY).read_text(encoding="utf-8")
    (town / ignored).write_text(text.replace("2026-10-12", "2026-10-21"), encoding="utf-8")
    done = published(town, "2026-11-20", "--anew")
    assert (done.returncode, f"{ignored}: data-not-committed" in done.stderr) == (2, True), done


@pytest.mark.parametrize(
    "text",
    ["<html>", "[]", "{}", '{"commit": "HEAD", "day": "2026-11-20"}', '{"commit": "", "day": 5}', "9" * 2000],
)
def test_a_damaged_record_is_no_reason_to_pass(town: Path, text: str) -> None:
    """An error page that was fetched in its place, or a word that git would take for a revision."""
    (town / "published.json").write_text(text)
    done = published(town, "2026-11-20")
    assert (done.returncode, "record-of-publication-damaged" in done.stderr) == (2, True), done


def test_a_commit_that_is_gone_is_said(town: Path) -> None:
    """History that was rewritten needs a decision by a person."""
    (town / "published.json").write_text(json.dumps({"commit": "1" * 40, "day": "2026-11-20"}))
    done = published(town, "2026-11-20")
    assert (done.returncode, "published-commit-missing" in done.stderr) == (2, True), done


@pytest.mark.parametrize("beside", ["site", "release.json", "published"])
def test_a_record_that_points_at_what_is_to_be_published_is_refused(town: Path, beside: str) -> None:
    """HEAD compared with itself would show no change; the release at hand says of which commit it was made."""
    assert published(town, "2026-11-20", "--anew").returncode == 0
    honest = (town / "published.json").read_bytes()
    slip(town, WEEKLY, "count: 2, note", "count: 1, note")
    git(town, "commit", "-qam", "silent", date="2026-11-21T12:00:00+08:00")
    head = (town / ".git" / (town / ".git/HEAD").read_text().split()[1]).read_text().strip()
    if beside == "published":
        shutil.copytree(town / "site", town / "published")
    for name in {"site", "release.json", "published"} - {beside}:
        if name == "release.json":
            (town / name).unlink()
        else:
            shutil.rmtree(town / name, ignore_errors=True)
    told = json.loads(honest)
    (town / "published.json").write_text(json.dumps(told | {"commit": head}))
    done = published(town, "2026-11-23")
    assert (done.returncode, "records-of-publication-apart" in done.stderr) == (2, True), done
    assert head[:8] in done.stderr
    (town / "published.json").write_text(json.dumps(told | {"day": "2026-11-23"}))
    done = published(town, "2026-11-23")
    assert (done.returncode, "records-of-publication-apart" in done.stderr) == (2, True), done


def test_a_record_that_an_interrupted_publication_left_is_no_reason_to_refuse(town: Path) -> None:
    """The site and the manifest are newer then: more is compared, not less."""
    assert published(town, "2026-11-20", "--anew").returncode == 0
    older = (town / "published.json").read_bytes()
    slip(town, "results/harbour/centre.yml", "name: 现金窗口1", "name: 一号现金窗口, formerly: [现金窗口1]")
    git(town, "commit", "-qam", "renamed", date="2026-11-21T12:00:00+08:00")
    assert published(town, "2026-11-23").returncode == 0
    (town / "published.json").write_bytes(older)
    done = published(town, "2026-11-24")
    assert done.returncode == 0, done


def test_without_a_repository_the_site_alone_is_compared_with(tmp_path: Path) -> None:
    """A folder on an intranet publishes with the same command."""
    root = lay_out(tmp_path)
    assert published(root, "2026-11-20", "--anew").returncode == 0
    assert json.loads((root / "published.json").read_text()) == {"commit": "", "day": "2026-11-20"}
    slip(root, WEEKLY, "count: 2, note", "count: 1, note")
    assert published(root, "2026-11-23").returncode == 2


def made_by_another(root: Path, path: Path) -> None:
    """A manifest as an earlier program would have written it."""
    text = path.read_text(encoding="utf-8")
    (root / "release.json").write_text(text.replace('"windowboard ', '"windowboard 0.'), encoding="utf-8")


def test_another_program_needs_the_figures_that_were_published(town: Path) -> None:
    """It would judge the commit anew, unseen whatever it moved; what was fetched of the site is the record."""
    assert published(town, "2026-11-20", "--anew").returncode == 0
    manifest = town.parent / "release.json"
    manifest.write_bytes((town / "release.json").read_bytes())
    shutil.copytree(town / "site", town.parent / "fetched")
    fresh_checkout(town)
    made_by_another(town, manifest)
    done = published(town, "2026-11-23")
    assert (done.returncode, "record-of-release-missing" in done.stderr) == (2, True), done
    shutil.copytree(town.parent / "fetched", town / "published")
    made_by_another(town / "published", manifest)
    assert published(town, "2026-11-23").returncode == 0
    scores = town / "published/data/scores-2026-10.csv"
    index = town / "published/data/index.json"
    written = scores.read_bytes()
    scores.write_bytes(written.replace(b",92.0,", b",91.0,"))
    done = published(town, "2026-11-23")
    assert (done.returncode, "published/data/scores-2026-10.csv: earlier-site-altered" in done.stderr) == (2, True), (
        done
    )
    sums = [sha256(one).hexdigest() for one in (written, scores.read_bytes())]
    index.write_text(index.read_text(encoding="utf-8").replace(sums[0], sums[1]), encoding="utf-8")
    (town / "published.json").write_bytes((town.parent / "fetched/published.json").read_bytes())
    shutil.rmtree(town / "site")
    done = published(town, "2026-11-23")
    assert (done.returncode, "silent-change" in done.stderr) == (2, True), done


def test_each_publication_goes_on_from_the_one_before(town: Path) -> None:
    """The manifest beside the site names every earlier release; publishing the same once more adds none."""
    assert published(town, "2026-11-20", "--anew").returncode == 0
    first = (town / "release.json").read_bytes()
    assert json.loads(first)["before"] == []
    assert (town / "site" / "release.json").read_bytes() == first
    assert published(town, "2026-11-20").returncode == 0
    assert (town / "release.json").read_bytes() == first
    record, chain = (town / "published.json").read_bytes(), first
    fresh_checkout(town)
    (town / "published.json").write_bytes(record)
    (town / "release.json").write_bytes(chain)
    assert published(town, "2026-11-23").returncode == 0
    told = json.loads((town / "release.json").read_text())
    assert [one["release"] for one in told["before"]] == [sha256(first).hexdigest()]
    assert published(town, "2026-11-23", "--anew").returncode == 0
    assert json.loads((town / "release.json").read_text())["before"] == []


def test_a_publication_says_which_files_are_other_ones(town: Path) -> None:
    """Whoever serves from an object store takes these only: with them, the copy that it has becomes the site."""
    assert published(town, "2026-11-20", "--anew").returncode == 0
    first = json.loads((town / "changes.json").read_text())
    assert (first["before"], first["removed"]) == (None, [])
    assert set(first["written"]) == tree(town / "site").keys()
    copy = tree(town / "site")
    assert published(town, "2026-11-20").returncode == 0
    same = json.loads((town / "changes.json").read_text())
    assert (same["before"], same["written"], same["removed"]) == (first["sums"], [], [])
    (town / "SHA256SUMS").write_bytes((town / "site/SHA256SUMS").read_bytes())
    fresh_checkout(town)
    assert published(town, "2026-11-23").returncode == 0
    told = json.loads((town / "changes.json").read_text())
    now = tree(town / "site")
    assert told["before"] == first["sums"]
    assert {"SHA256SUMS", "release.json", "published.json"} <= set(told["written"])
    assert len(told["written"]) < len(now)
    left = {path: data for path, data in copy.items() if path not in told["removed"]}
    assert left | {path: now[path] for path in told["written"]} == now


def test_sums_of_another_release_are_not_believed(town: Path) -> None:
    """They fit the manifest of the last publication, or everything is written."""
    assert published(town, "2026-11-20", "--anew").returncode == 0
    (town / "site/SHA256SUMS").write_text(f"{'0' * 64}  index.html\n")
    assert published(town, "2026-11-23").returncode == 0
    assert json.loads((town / "changes.json").read_text())["before"] is None


def test_what_is_published_late_says_so_for_good(town: Path) -> None:
    """Nobody published between 25 October and 3 December: the chain knows it, in a fresh checkout as well."""
    slip(town, "standards/policy.yml", "preview: 0", "preview: 0, publish_within: 20")
    git(town, "commit", "-aqm", "promise", date="2026-11-10T13:00:00+08:00")
    assert published(town, "2026-10-25", "--anew").returncode == 0
    told = []
    for day in ("2026-12-03", "2026-12-09"):
        done = published(town, day)
        assert done.returncode == 0, done.stderr
        told.append(UNBROKEN.sub("", (town / "site/lists/banks/2026-10.html").read_text("utf-8")))
        fresh_checkout(town)
    assert all("应当不晚于 2026年11月20日公布，2026年12月3日才公布，迟了 13 天" in page for page in told)


def test_documentation_beside_the_site_is_no_part_of_the_release(town: Path) -> None:
    """As the workflows put it there: the next publication is made, and whoever verifies is told of it."""
    assert published(town, "2026-11-12", "--anew").returncode == 0
    (town / "site/docs").mkdir()
    (town / "site/docs/index.html").write_text("<!doctype html>", encoding="utf-8")
    assert [one.file for one in verify(town / "site", None)[0]] == ["docs/index.html"]
    assert published(town, "2026-11-13").returncode == 0
    assert not (town / "site/docs").exists()
    assert verify(town / "site", None)[0] == []


def test_the_example_of_a_new_city_is_put_away_without_a_correction(tmp_path: Path) -> None:
    """Built as it begins, then made one's own, or put away beside a real centre: nothing was said of anybody before."""
    begun = ("--region", "青田县", "--trade", "government", "--defaults")
    for name in ("own", "other"):
        city = tmp_path / name
        assert windowboard_apart("init", str(city), *begun).returncode == 0
        assert windowboard(city, "build").returncode == 0
        path = city / "results/hall-1/centre.yml"
        if name == "other":
            assert windowboard(city, "new", "centre", "shili", "--trade", "government").returncode == 0
            slip(city, "results/shili/centre.yml", "trade: government", "trade: government\nphone: 0000-12345678")
            assert windowboard(city, "build").returncode == 0
            shutil.rmtree(path.parent)
        else:
            text = path.read_text("utf-8").replace("（示例）", "").replace("综合窗口1", "企业开办")
            path.write_text(
                "".join(one for one in text.splitlines(keepends=True) if not one.startswith("sample:")), "utf-8"
            )
        done = windowboard(city, "build")
        assert done.returncode == 0, done.said


def test_made_up_figures_do_not_pass_for_real_ones(town: Path) -> None:
    """Once a list was published, a centre that is no longer called an example is told of."""
    assert windowboard(town, "build", "--as-of", "2026-11-12").returncode == 0
    slip(town, "results/harbour/centre.yml", "sample: true\n", "")
    done = windowboard(town, "build", "--as-of", "2026-11-12")
    assert done.returncode == 2
    assert "published-fact-changed" in done.said
