"""From contents to a site: write the pages, make the HTML of those that changed, look at it, exchange the site.

    with worker_pool(2) as pool:
        published = publish(root, contents, pool=pool)

Whatever goes wrong before the exchange, a kill among it, leaves the earlier site as it was.
"""

import datetime
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, TypeVar, assert_never

from generator.model.problem import Code, Problem
from generator.product import THEME, compiled_folder, program_digest
from generator.publishing.contents import (
    PROCESS_DIED,
    Archive,
    Contents,
    Folder,
    FolderError,
    Inventory,
    Piece,
    Published,
    Refused,
    Report,
    checked,
    html_address,
    refusal,
)
from generator.publishing.html.bare import leave_frame
from generator.publishing.html.converting import LARGEST_SLICE, Slice, convert, cut
from generator.publishing.html.frame import SETTINGS, Frame, read_frame
from generator.publishing.html.inspecting import (
    EMPTY_OUTPUT,
    Link,
    Seen,
    dead_links,
    inspect_pages,
    inspect_style,
    places_of,
)
from generator.publishing.html.sitemap import sitemap_files
from generator.publishing.html.underway import Underway
from generator.publishing.last_look import personal_in_file, personal_in_folder
from generator.publishing.releasing.altered import NOTES, Left
from generator.publishing.releasing.archiving import (
    Packed,
    published_bytes,
    read_archive,
    text_of_published,
    write_archive,
)
from generator.publishing.releasing.release import (
    STAMP,
    TURN,
    Release,
    locked,
    prepare,
    put,
    refuse_links,
    settle,
    settle_names,
    swap,
    wait,
)
from generator.publishing.releasing.state import State, forget_others, read_state, stamp, write_state
from generator.publishing.releasing.sums import MANIFEST, SUMS, manifest_text, sums_of, sums_text
from generator.publishing.workers import uncollected
from generator.publishing.writing import forget_languages, published_asset, regular_files, write_pages
from generator.words.catalogue import digest_of_words
from generator.words.languages import Language

ASSETS: Final = "assets/windowboard"
T = TypeVar("T")


def silent(stage: str, done: int, total: int) -> None:
    """Report nothing."""


def publish(
    root: Path, contents: Contents, *, pool: Executor, report: Report = silent, verify: bool = False
) -> Published:
    """Make `root/site` show the contents; work is done in `root/build`.

    `pool` runs slices of pages; its processes must see the same files. `verify`: what was made before is taken over by
    its bytes only, whatever the files look like. Raises Refused, with every problem, and then
    publishes nothing: another-build-runs, site-not-ours, mkdocs-complains, empty-output, dead-link, loads-from-outside,
    unusable-address, exchange-failed, navigation-page-missing, process-died (one of the pool), search-index-failed (a
    folder could not be made), or personal-data-in-output (of texts that were made anew).
    """
    build, site = root / "build", root / "site"
    refuse_links(root)
    with locked(build):
        work = prepare(build, site)
        following = Release(work / "next", build / TURN)
        left = Left(site, build / NOTES, verify=verify)
        try:
            return _Publication(
                root=root,
                work=work,
                contents=contents,
                pool=pool,
                report=report,
                left=left,
                verify=verify,
                next=following,
            ).run()
        except BrokenExecutor as error:
            raise Refused([refusal("build", PROCESS_DIED, message=str(error))]) from error
        finally:
            shutil.rmtree(work, ignore_errors=True)
            left.note()


NAVIGATION_PAGE_MISSING: Final = Code(
    slug="navigation-page-missing",
    says="mkdocs.yml 导航里的页面 {page} 没有生成",
    mend="修改 mkdocs.yml 的 nav。",
    wrong="nav:\n  - 首页: home.md",
    right="nav:\n  - 首页: index.md",
)
SEARCH_INDEX_FAILED: Final = Code(
    slug="search-index-failed",
    says="搜索索引没有做成：{message}",
    mend="按提示处理后重试；多半是内存或磁盘空间不足。",
    wrong="df build  0 B",
    right="df build  2000000000 B",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Publication:
    """One run of `publish`: what its steps share."""

    root: Path
    work: Path
    contents: Contents
    pool: Executor
    report: Report
    left: Left
    verify: bool
    next: Release

    @property
    def release(self) -> Path:
        """The folder of the site to be."""
        return self.next.folder

    def run(self) -> Published:
        before = read_state(self.root / "build", self.root / "site")
        made = (*self.contents.folders, *self._common_folders())
        folders = tuple(replace(one, digest=f"{program_digest()} {one.digest}") for one in made)
        checked(replace(self.contents, pages=(), files=()))
        in_work = self._start_folders(folders, before)
        with uncollected():
            contents = checked(self.contents)
        return replace(self, contents=contents).finish(before, folders, in_work)

    def _common_folders(self) -> Iterator[Folder]:
        """What pages in each language have in common, and what the city adds: each language has its own."""
        for one in self.contents.languages:
            for folder in (assets_folder(THEME / "assets", one.lang), *own_folders(self.root, one.additions.files)):
                yield replace(folder, address=f"{one.folder}{folder.address}")

    def finish(self, before: State, folders: Sequence[Folder], in_work: Mapping[str, Future[None]]) -> Published:
        build, site = self.root / "build", self.root / "site"
        frame = self._frame()
        now = self._planned(frame, folders)
        kept, no_static = self._keep(before, now)
        changed = sorted(now.pages.keys() - set(kept))
        made = self._keep_files(before)
        self.next.clear()
        converting = self._begin_html(changed, frame, no_static)
        personal = self._put_files(made, before, converting)
        converted = converting.whole()
        personal += self._await(in_work)
        for one in self.contents.last:
            if isinstance(one, Inventory):
                personal += personal_in_file(one.address, one.render({}), self.contents.allowed_numbers)
        now = replace(now, static=tuple(sorted({*converted.static, *self._static_of(before, no_static)})))
        removed = sorted((before.pages.keys() | before.files.keys()) - (now.pages.keys() | now.files.keys()))
        new = now != before or bool(no_static or changed or made or in_work) or not self._is_sealed(now, frame)
        published = Published(
            digest=now.digest, pages=len(now.pages), built=tuple(changed), removed=tuple(removed), new=new
        )
        if not new:
            wait(self.release, build)
            return published
        self._put_indexes(now, frame)
        gone = bool(kept) and (bool(removed) or self._anything_gone(changed, before))
        self._seal()
        links = [*converted.links, *(self._links_again(kept, frame) if gone else ())]
        self._check([*converted.problems, *personal], links, folders)
        write_state(build, now)
        self.left.publish()
        settle(build)
        swap(self.release, site, build)
        self.left.published()
        settle_names(self.root)
        forget_others(build, now)
        return published

    def _planned(self, frame: Frame, folders: Sequence[Folder]) -> State:
        """Write the pages that are new; what the site is to be, but for what the builder adds."""
        build = self.root / "build"
        texts: dict[str, str] = {}
        for one in self.contents.languages:
            written = write_pages(
                build / one.folder, self.contents, one, THEME / "assets", self.report, verify=self.verify
            )
            texts |= {f"{one.folder}{address}": text for address, text in written.texts.items()}
            leave_frame(self.root, one, self.contents)
        forget_languages(build, [one.lang for one in self.contents.others])
        files = {piece.address: piece.digest for piece in self.contents.files}
        files |= {one.address: one.digest if isinstance(one, Inventory) else "" for one in self.contents.last}
        return State(
            day=self.contents.day.isoformat(),
            frames=frame.digests,
            pages=texts,
            files=files,
            folders={folder.address: folder.digest for folder in folders},
            looked=self._looked,
        )

    @property
    def _looked(self) -> str:
        """As `State` has it."""
        return hashlib.sha256(
            "\n".join((program_digest(), *sorted(self.contents.allowed_numbers))).encode()
        ).hexdigest()

    def _looked_at(self, address: str, before: State) -> str:
        """A file of the present site that was looked through by the rules of today; empty where it is not as it was."""
        known = address in before.files and before.looked == self._looked and self.left.as_noted([address])
        return text_of_published(self.root / "site" / address) if known else ""

    def _keep(self, before: State, now: State) -> tuple[list[str], AbstractSet[str]]:
        """Take over the pages that are the same, and the files of the builder.

        Which pages, and in the folders of which languages these files lack.
        """
        site = self.root / "site"
        framed = {folder for folder, digest in now.frames.items() if before.frames.get(folder) == digest}
        same = [page for page, digest in now.pages.items() if before.pages.get(page) == digest]
        same = [page for page in same if self._folder_of(page) in framed and self.left.same([html_address(page)])]
        lost = self.next.keep(site, map(html_address, same))
        no_static = set(now.frames)
        for folder in framed:
            files = [path for path in before.static if self._folder_of(path) == folder]
            if files and self.left.same(files) and not self.next.keep(site, files):
                no_static.remove(folder)
        return [page for page in same if html_address(page) not in lost], no_static

    def _folder_of(self, address: str) -> str:
        """The folder of the language that an address belongs to."""
        return self.contents.language_of(address).folder

    def _static_of(self, before: State, no_static: AbstractSet[str]) -> Iterator[str]:
        """The files of the builder that were taken over."""
        kept = {one.folder for one in self.contents.languages} - no_static
        return (path for path in before.static if self._folder_of(path) in kept)

    def _await(self, in_work: Mapping[str, Future[None]]) -> list[Problem]:
        """Wait for the folders; what is personal in them."""
        personal: list[Problem] = []
        for address, folder in in_work.items():
            try:
                folder.result()
            except FolderError as error:
                raise Refused([refusal(address, SEARCH_INDEX_FAILED, message=str(error))]) from error
            personal += personal_in_folder(self.release, address, self.contents.allowed_numbers)
        return personal

    def _is_sealed(self, now: State, frame: Frame) -> bool:
        """Whether the site has the indexes, sums and manifest that it would be given."""
        site = self.root / "site"
        sealed = [*self._indexes(now, frame), *(one.address for one in self.contents.last), SUMS, MANIFEST]
        if not self.left.same(sealed):
            return False
        return self._manifest((site / SUMS).read_text("ascii")) == (site / MANIFEST).read_text("utf-8")

    def _frame(self) -> Frame:
        (self.root / "build" / "pages").mkdir(exist_ok=True)
        frame = read_frame(self.root, self.contents.languages)
        pages = {piece.address for piece in self.contents.pages}
        if missing := [path for path in frame.nav if path not in pages]:
            raise Refused(refusal(SETTINGS, NAVIGATION_PAGE_MISSING, page=path) for path in missing)
        return frame

    def _begin_html(self, pages: Sequence[str], frame: Frame, no_static: AbstractSet[str]) -> Underway:
        """Have the HTML of pages made, part by part, while other things are done."""
        noon = datetime.datetime.combine(self.contents.day, datetime.time(12), datetime.UTC)
        task = Slice(
            root=str(self.root),
            work="",
            compiled=compiled_folder(self.root),
            release=str(self.release),
            pages=(),
            nav=frame.nav,
            told=self.contents.languages[0],
            languages=tuple(one.lang for one in self.contents.languages),
            site_url=frame.site_url,
            epoch=int(noon.timestamp()),
            allowed_numbers=self.contents.allowed_numbers,
        )
        tasks: list[Slice] = []
        for one in self.contents.languages:
            own = replace(task, work=str(self.work / "slices" / one.lang), told=replace(one, prefetch=None))
            tasks += cut([page.removeprefix(one.folder) for page in pages if self._folder_of(page) == one.folder], own)
            if one.folder in no_static:
                tasks.append(replace(own, work=f"{own.work}/static", static=True))
        return Underway(self._begin(convert, [(task,) for task in tasks]), len(pages), self.report)

    def _anything_gone(self, changed: Sequence[str], before: State) -> bool:
        """Whether the site to be lacks a place of a page, or a file that pages name, which the present one has.

        A page that somebody has altered may have had any place.
        """
        site = self.root / "site"
        assets = tuple(f"{one.folder}assets/" for one in self.contents.languages)
        if any(path.startswith(assets) and not (self.release / path).is_file() for path in self.left.noted):
            return True
        pages = (html_address(page) for page in changed if page in before.pages)
        return any(
            not self.left.as_noted([page]) or places_of(site / page) - places_of(self.release / page) for page in pages
        )

    def _links_again(self, pages: Sequence[str], frame: Frame) -> Iterator[Link]:
        """Read the links of pages that have not changed: something is gone, and one of them may lead there."""
        html = [html_address(page) for page in pages]
        parts = [html[start : start + LARGEST_SLICE] for start in range(0, len(html), LARGEST_SLICE)]
        seen: Iterable[Seen] = self._each(
            self._begin(inspect_pages, [(self.release, part, frame.site_url) for part in parts])
        )
        for each in seen:
            yield from each.links

    def _begin(self, work: Callable[..., T], tasks: Iterable[tuple[object, ...]]) -> set[Future[T]]:
        return {self.pool.submit(work, *task) for task in tasks}

    def _each(self, waiting: set[Future[T]]) -> Iterator[T]:
        """What comes of work, as it is done."""
        try:
            for future in as_completed(waiting):
                waiting.remove(future)  # its result is held no longer than it is looked at
                yield future.result()
        finally:
            for future in waiting:
                future.cancel()

    def _keep_files(self, before: State) -> list[Piece]:
        """Take over the files that are the same; those that are to be made."""
        same = [piece.address for piece in self.contents.files if before.files.get(piece.address) == piece.digest]
        same = [address for address in same if self.left.same([address])]
        kept = set(same) - self.next.keep(self.root / "site", same)
        return [piece for piece in self.contents.files if piece.address not in kept]

    def _put_files(self, new: Sequence[Piece], before: State, beside: Underway) -> list[Problem]:
        """Write the files that are new; what is personal in them. `beside`: what is looked at between them."""
        personal: list[Problem] = []
        for done, piece in enumerate(new):
            text = piece.render()
            before_it = self._looked_at(piece.address, before)
            personal += personal_in_file(piece.address, text, self.contents.allowed_numbers, before_it)
            put(self.release, piece.address, published_bytes(piece.address, text))
            self.report("files", done + 1, len(new))
            beside.look()
        return personal

    def _start_folders(self, folders: Sequence[Folder], before: State) -> dict[str, Future[None]]:
        """Take over the folders that are the same, and have the others made while the pages are."""
        in_work = {}
        for folder in folders:
            there = self.root / "site" / folder.address
            paths = [f"{folder.address}/{path}" for path in regular_files(there)]
            if paths and before.folders.get(folder.address) == folder.digest and self._is_whole(folder, paths):
                self.next.keep(self.root / "site", paths)
            else:
                in_work[folder.address] = self.pool.submit(folder.make, self.next.fresh(folder.address), there)
        return in_work

    def _is_whole(self, folder: Folder, paths: Sequence[str]) -> bool:
        """Whether a folder of the site has the files that it was left with, and no other."""
        left = {path for path in self.left.noted if path.startswith(f"{folder.address}/")}
        return left == set(paths) and self.left.same(paths)

    def _indexes(self, now: State, frame: Frame) -> dict[str, bytes]:
        pages = [html_address(piece.address) for piece in self.contents.pages if piece.listed]
        languages = [one.lang for one in self.contents.languages]
        texts = {path: text.encode() for path, text in sitemap_files(frame.site_url, pages, languages).items()}
        return {**texts, STAMP: stamp(now)}

    def _put_indexes(self, now: State, frame: Frame) -> None:
        for path, data in self._indexes(now, frame).items():
            put(self.release, path, data)

    def _seal(self) -> None:
        """Put what tells of all the others: inventories and archives, the sums of all files, and the manifest."""
        earlier = self._archived()
        sums = self.left.sums(self.release)
        for one in self.contents.last:
            match one:
                case Inventory():
                    text = one.render(sums_of(self.release, _held(one, sums)))
                    sums = self.left.add(self.release, one.address, text.encode())
                case Archive():
                    held = _held(one, sums)
                    own = one.described
                    more = {own.address: own.render(sums_of(self.release, held))} if own else {}
                    write_archive(self.release / one.address, self.release, held, earlier.get(one.address), more)
                    sums = self.left.added(self.release, one.address)
                case _:
                    assert_never(one)
        text = sums_text(sums)
        self.left.add(self.release, SUMS, text.encode())
        self.left.add(self.release, MANIFEST, self._manifest(text).encode())

    def _archived(self) -> dict[str, Packed]:
        """The archives of the site as it is, where nobody has touched them."""
        site = self.root / "site"
        return {
            one.address: read_archive(site / one.address, (site / SUMS).read_text("ascii"))
            for one in self.contents.last
            if isinstance(one, Archive) and self.left.as_noted((one.address, SUMS))
        }

    def _manifest(self, sums: str) -> str:
        return manifest_text(self.contents.day.isoformat(), self.contents.origin, sums)

    def _check(self, problems: Sequence[Problem], links: Sequence[Link], folders: Sequence[Folder]) -> None:
        found = [*problems]
        found += [] if problems else dead_links(self.release, links)
        for folder_of_assets in (f"{one.folder}assets" for one in self.contents.languages):
            for path in regular_files(self.release / folder_of_assets):
                if path.endswith(".css"):
                    text = (self.release / folder_of_assets / path).read_text("utf-8")
                    found += inspect_style(f"{folder_of_assets}/{path}", text)
        for folder in folders:
            if not any(True for _ in regular_files(self.release / folder.address)):
                found.append(refusal(folder.address, EMPTY_OUTPUT))
        for piece in self.contents.files:
            if not os.path.getsize(f"{self.release}/{piece.address}"):  # noqa: PTH202  # there are thousands
                found.append(refusal(piece.address, EMPTY_OUTPUT))
        self.report("check", 1, 1)
        if found:
            unique = {(problem.path, problem.code, *problem.facts.items()): problem for problem in found}
            raise Refused(unique[key] for key in sorted(unique))


def _held(one: Inventory | Archive, sums: Mapping[str, str]) -> dict[str, str]:
    """The files that an inventory tells of, or that an archive holds."""
    return {path: digest for path, digest in sums.items() if one.holds(path)}


def assets_folder(assets: Path, lang: Language = "zh") -> Folder:
    """The style sheets, scripts and pictures of our own pages; what scripts say is said in a language."""
    paths = tuple(regular_files(assets))
    total = hashlib.sha256(digest_of_words(lang).encode())
    for path in paths:
        total.update(f"{path} {hashlib.sha256((assets / path).read_bytes()).hexdigest()}\n".encode())
    return Folder(address=ASSETS, digest=total.hexdigest(), make=partial(_copy_assets, assets, paths, lang))


def own_folders(root: Path, files: Mapping[str, str]) -> Iterator[Folder]:
    """The folders of files that a city adds; `files` as in `Additions`."""
    folders: dict[str, dict[str, Path]] = {}
    for address, path in sorted(files.items()):
        folder, _, name = address.rpartition("/")
        folders.setdefault(folder, {})[name] = root / path
    for folder, sources in folders.items():
        total = hashlib.sha256()
        for name, source in sources.items():
            total.update(f"{name} {hashlib.sha256(source.read_bytes()).hexdigest()}\n".encode())
        yield Folder(address=folder, digest=total.hexdigest(), make=partial(_copy_files, sources))


def _copy_files(sources: Mapping[str, Path], folder: Path, _earlier: Path) -> None:
    for name, source in sources.items():
        put(folder, name, source.read_bytes())


def _copy_assets(assets: Path, paths: Iterable[str], lang: Language, folder: Path, _earlier: Path) -> None:
    for path in paths:
        put(folder, path, published_asset(assets / path, lang))


CODES: Final = (
    NAVIGATION_PAGE_MISSING,
    SEARCH_INDEX_FAILED,
)
