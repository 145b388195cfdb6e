// Filters the ledger of cases. Without this file the ledger is complete and simply cannot be filtered; where it has
// several pages, the lines of all of them are taken here as soon as somebody filters, or asks for one that stands there.
(() => {
  "use strict";
  const { say, matching } = windowboard;
  const form = document.getElementById("wb-cases");
  const found = document.getElementById("wb-found");
  if (!form || !found) return;

  const pages = document.getElementById("wb-cases-pages");
  const linesOf = (root) => [...root.querySelectorAll(".wb-docket > li")];
  const taken = (line) => ({
    line,
    group: line.closest(".wb-casegroup"),
    text: matching.folded(line.textContent),
  });
  let lines = linesOf(document).map(taken);

  /** Take the lines of the other pages instead of the first few, once; if a page does not come, that is said. */
  let rest = null;
  let part = false;
  const takeRest = () => {
    rest ??= (async () => {
      const texts = await windowboard.texts(pages.querySelectorAll("a"));
      const found = texts.flatMap((text) => linesOf(new DOMParser().parseFromString(text, "text/html")));
      for (const one of lines) one.line.remove();
      for (const line of found) {
        document.querySelector(`#${line.dataset.kind} ~ .wb-docket`).append(document.adoptNode(line));
      }
      lines = linesOf(document).map(taken);
      pages.hidden = true;
    })().catch(() => {
      part = true;
    });
    return rest;
  };
  const asked = new URLSearchParams(location.search);
  for (const field of form.elements) {
    if (field.name && asked.has(field.name)) field.value = asked.get(field.name);
    if (field.selectedIndex < 0) field.value = ""; // no such choice
  }

  const matches = matching.matcher(() => show());
  const show = () => {
    const { q, kind, state, trade } = Object.fromEntries(new FormData(form));
    const named = matches(q);
    const groups = new Map();
    let count = 0;
    for (const { line, group, text } of lines) {
      const fits =
        (!kind || line.dataset.kind === kind) &&
        (!state || line.dataset.state === state) &&
        (!trade || line.dataset.trade === trade) &&
        named(text);
      line.hidden = !fits;
      if (fits) count += 1;
      groups.set(group, groups.get(group) || fits);
    }
    for (const [group, fits] of groups) group.hidden = !fits;
    found.textContent = count ? say("找到 {count} 条", { count }) : say("没有找到符合条件的处理记录，请减少条件");
    if (part) found.textContent += say("；只在本页之内，其余各页没有取到");
    const query = new URLSearchParams(Object.entries({ q, kind, state, trade }).filter(([, value]) => value));
    if (location.protocol === "file:") return; // a file has no history of its own
    history.replaceState(null, "", (query.size ? `?${query}` : location.pathname) + location.hash);
  };

  form.hidden = false;
  found.hidden = !!pages;
  const showAll = async () => {
    if (pages) await takeRest();
    found.hidden = false;
    show();
  };
  form.addEventListener("input", showAll);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
  const begin = async () => {
    const place = decodeURIComponent(location.hash.slice(1));
    const elsewhere = pages && /^[ek]-/.test(place);
    if (asked.size > 0 || elsewhere || !pages) await showAll();
    if (elsewhere) document.getElementById(place)?.scrollIntoView();
    document.documentElement.classList.remove("wb-asked");
  };
  begin();
})();
