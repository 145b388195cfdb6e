// Filters the table of all windows. Without this file the table is complete and simply cannot be filtered.
(() => {
  "use strict";
  const { say, matching } = windowboard;
  const asked = () => new URLSearchParams(location.search);

  // Where all windows are too many for one page, a question to this page is one for the search.
  const districts = document.getElementById("wb-districts");
  if (districts && asked().size > 0) {
    const search = new URL(districts.dataset.search, location.href);
    search.search = new URLSearchParams([["kind", "window"], ...asked()]);
    location.replace(search);
  }

  const form = document.getElementById("wb-finder");
  const found = document.getElementById("wb-found");
  if (!form || !found) return;

  const PAUSE = 1000; // milliseconds without a key after which a word is taken as asked
  const selects = [...form.elements].filter((field) => field.matches("select"));
  const rows = [...document.querySelectorAll(".wb-finder tr[data-trade]")].map((row) => ({
    row,
    group: row.parentElement,
    text: matching.folded(`${row.textContent} ${row.dataset.also}`),
    values: { ...row.dataset, district: row.parentElement.dataset.district },
  }));
  const names = new Map(selects.flatMap((select) => [...select.options].map((option) => [option, option.textContent])));
  let passing = true; // the newest entry of the history is a word that is still being typed, or the page as it came
  let timer = 0;

  /** How many windows each value would leave, the other filters being as they are. */
  const count = (named) => {
    for (const select of selects) {
      const others = selects.filter((other) => other !== select && other.value);
      const counts = new Map();
      for (const { values } of named) {
        if (others.some((other) => values[other.name] !== other.value)) continue;
        counts.set(values[select.name], (counts.get(values[select.name]) ?? 0) + 1);
      }
      for (const option of select.options) {
        if (!option.value) continue;
        const left = counts.get(option.value) ?? 0;
        option.textContent = say("{get}（{left}）", { get: names.get(option), left });
        option.disabled = left === 0 && !option.selected;
      }
    }
  };

  const matches = matching.matcher(() => show());
  const show = () => {
    const fits = matches(form.elements.q.value);
    const named = rows.filter(({ text }) => fits(text));
    const fitting = new Set(
      named.filter(({ values }) => selects.every((select) => !select.value || values[select.name] === select.value)),
    );
    const groups = new Set([...fitting].map(({ group }) => group));
    for (const one of rows) {
      one.row.hidden = !fitting.has(one);
      one.group.hidden = !groups.has(one.group);
    }
    count(named);
    found.textContent = fitting.size ? say("找到 {size} 个窗口", { size: fitting.size }) : say("没有找到符合条件的窗口，请减少条件");
  };

  /** What is chosen stands in the address; the way back leads through what was chosen, not through each letter. */
  const write = (settled) => {
    if (location.protocol === "file:") return; // a file has no history of its own
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const address = query.size ? `?${query}` : location.pathname;
    if (new URL(address, location.href).search !== location.search) {
      if (passing) history.replaceState(null, "", address);
      else history.pushState(null, "", address);
      passing = true;
    }
    if (settled) passing = false;
  };

  const read = () => {
    for (const field of [form.elements.q, ...selects]) field.value = asked().get(field.name) ?? "";
    for (const select of selects) if (select.selectedIndex < 0) select.value = "";
    passing = true;
    show();
    write(true);
  };

  form.hidden = false;
  found.hidden = false;
  form.addEventListener("input", (event) => {
    show();
    clearTimeout(timer);
    const typed = event.target === form.elements.q;
    if (typed) timer = setTimeout(() => write(true), PAUSE);
    write(!typed);
  });
  form.addEventListener("reset", () =>
    setTimeout(() => {
      show();
      write(true);
    }),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    write(true);
  });
  window.addEventListener("popstate", read);
  read();
  document.documentElement.classList.remove("wb-asked");
})();
