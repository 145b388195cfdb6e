// Filters the ledger of cases. Without this file the ledger is complete and simply cannot be filtered.
(() => {
  "use strict";
  const { say, matching } = windowboard;
  const form = document.getElementById("wb-cases");
  const found = document.getElementById("wb-found");
  if (!form || !found) return;

  const lines = [...document.querySelectorAll(".wb-docket > li")].map((line) => ({
    line,
    group: line.closest(".wb-casegroup"),
    text: matching.folded(line.textContent),
  }));
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
    const query = new URLSearchParams(Object.entries({ q, kind, state, trade }).filter(([, value]) => value));
    if (location.protocol === "file:") return; // a file has no history of its own
    history.replaceState(null, "", (query.size ? `?${query}` : location.pathname) + location.hash);
  };

  form.hidden = false;
  found.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
  document.documentElement.classList.remove("wb-asked");
})();
