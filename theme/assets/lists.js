// Sorts and filters the ranking of a board. Without this file the table is complete, in the order of the places; where
// it has several pages, the rows of all of them are taken here as soon as somebody filters or sorts.
(() => {
  "use strict";
  const { say, matching } = windowboard;
  const table = document.querySelector(".wb-ranking");
  const form = document.getElementById("wb-ranks");
  const found = document.getElementById("wb-ranked");
  if (!table || !form || !found) return;

  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const pages = document.getElementById("wb-ranks-pages");
  const rows = [];
  const take = (table) => {
    for (const row of [...table.rows]) {
      rows.push({
        row,
        text: matching.folded(row.textContent),
        cells: [...row.cells].map((cell) => cell.textContent.trim()),
        district: row.dataset.district,
        band: row.dataset.band,
      });
    }
    for (const name of ["district", "band"]) {
      const there = new Set([...form.elements[name].options].map((option) => option.value));
      for (const value of new Set(rows.map((one) => one[name]))) {
        if (!there.has(value)) form.elements[name].add(new Option(value, value));
      }
    }
  };
  take(body);

  /** Take the rows of the other pages, once; of a page that does not come nothing is shown, and that is said. */
  let rest = null;
  let part = false;
  const takeRest = () => {
    rest ??= (async () => {
      for (const text of await windowboard.texts(pages.querySelectorAll("a"))) {
        const other = new DOMParser().parseFromString(text, "text/html").querySelector(".wb-ranking");
        if (other) take(document.adoptNode(other).tBodies[0]);
      }
      pages.hidden = true;
    })().catch(() => {
      part = true;
    });
    return rest;
  };

  const asked = new URLSearchParams(location.search);
  const choose = () => {
    for (const field of form.elements) {
      if (field.name && asked.has(field.name)) field.value = asked.get(field.name);
      if (field.selectedIndex < 0) field.value = ""; // no such choice
    }
  };
  choose();

  const figure = (text) => Number.parseFloat(text.replace(/^\D+/, ""));
  const compare = (one, other) => {
    const [left, right] = [figure(one), figure(other)];
    if (Number.isNaN(left) || Number.isNaN(right)) return one.localeCompare(other, "zh-CN");
    return left - right;
  };
  let sorted = { column: asked.get("sort") ?? "", down: asked.has("down") };

  const matches = matching.matcher(() => show());
  const show = () => {
    const { q, district, band } = Object.fromEntries(new FormData(form));
    const named = matches(q);
    const column = heads[sorted.column] ? Number(sorted.column) : -1;
    const ordered = column < 0 ? rows : rows.toSorted((one, other) => compare(one.cells[column], other.cells[column]));
    if (column >= 0 && sorted.down) ordered.reverse();
    body.append(...ordered.map((one) => one.row));
    heads.forEach((head, number) => {
      if (number === column) head.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    let count = 0;
    for (const one of rows) {
      const fits =
        (!district || one.district === district) &&
        (!band || one.band === band) &&
        named(one.text);
      one.row.hidden = !fits;
      if (fits) count += 1;
    }
    found.textContent = count ? say("显示 {count} 个窗口", { count }) : say("没有符合条件的窗口，请减少条件");
    if (part) found.textContent += say("；只在本页之内，其余各页没有取到");
    if (location.protocol === "file:") return; // a file has no history of its own
    const state = { q, district, band, sort: column < 0 ? "" : String(column), down: column >= 0 && sorted.down ? "1" : "" };
    const query = new URLSearchParams(Object.entries(state).filter(([, value]) => value));
    history.replaceState(null, "", (query.size ? `?${query}` : location.pathname) + location.hash);
  };

  heads.forEach((head, number) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "wb-sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", async () => {
      const again = sorted.column === String(number);
      sorted = { column: again && sorted.down ? "" : String(number), down: again && !sorted.down };
      if (pages) await takeRest();
      show();
    });
  });

  form.hidden = false;
  form.addEventListener("input", async () => {
    if (pages) await takeRest();
    show();
  });
  form.addEventListener("reset", () => {
    sorted = { column: "", down: false };
    setTimeout(show);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  const begin = async () => {
    if (pages && asked.size > 0) {
      await takeRest();
      choose();
    } else if (pages) {
      // a choice that only another page has is offered before it is asked for
      form.addEventListener("focusin", takeRest, { once: true });
    }
    show();
    document.documentElement.classList.remove("wb-asked");
  };
  begin();
})();
