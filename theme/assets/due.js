// Nothing runs where nobody publishes: so the page itself tells whoever reads it after the promised day that the results
// are late, and by how many days.
(() => {
  const { say, put } = windowboard;
  for (const line of document.querySelectorAll("[data-due]")) {
    const { due, zone, what } = line.dataset;
    let today = "";
    try {
      today = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(new Date());
    } catch {
      continue; // a browser that does not know the time zone: the promise stands there in words
    }
    const n = Math.round((Date.parse(today) - Date.parse(due)) / 864e5);
    if (!(n > 0)) continue;
    put(line, say("{what}的结果应当不晚于 {due} 公布，到今天已经迟了 {n} 天", { what, due, n }));
    line.classList.add("wb-late");
  }
})();
