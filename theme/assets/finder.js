// Filters the table of all windows. Without this file the table is complete and simply cannot be filtered.
(() => {
  "use strict";
  const form = document.getElementById("wb-finder");
  const found = document.getElementById("wb-found");
  if (!form || !found) return;

  const rows = [...document.querySelectorAll(".wb-finder tr[data-trade]")].map((row) => ({
    row,
    group: row.parentElement,
    text: row.textContent.toLowerCase(),
  }));
  const asked = new URLSearchParams(location.search);
  for (const field of form.elements) {
    if (field.name && asked.has(field.name)) field.value = asked.get(field.name);
  }

  const show = () => {
    const { q, district, trade, list } = Object.fromEntries(new FormData(form));
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    const groups = new Map();
    let count = 0;
    for (const { row, group, text } of rows) {
      const fits =
        (!district || group.dataset.district === district) &&
        (!trade || row.dataset.trade === trade) &&
        (!list || row.dataset.list === list) &&
        words.every((word) => text.includes(word));
      row.hidden = !fits;
      if (fits) count += 1;
      groups.set(group, groups.get(group) || fits);
    }
    for (const [group, fits] of groups) group.hidden = !fits;
    found.textContent = count ? `找到 ${count} 个窗口` : "没有找到符合条件的窗口，请减少条件";
    const query = new URLSearchParams(Object.entries({ q, district, trade, list }).filter(([, value]) => value));
    if (location.protocol === "file:") return; // a file has no history of its own
    history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  };

  form.hidden = false;
  found.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
})();
