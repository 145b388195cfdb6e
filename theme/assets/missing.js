// On the page for an address that does not exist: puts the words of the address into the search. Without this file the
// page has the same form, empty.
(() => {
  "use strict";
  const { say } = windowboard;
  const form = document.getElementById("wb-missing");
  if (!form) return;
  const root = new URL("../../", document.currentScript.src).pathname; // the script stands in assets/windowboard/
  let path = location.pathname.startsWith(root) ? location.pathname.slice(root.length) : location.pathname;
  try {
    path = decodeURIComponent(path);
  } catch {
    path = ""; // no text
  }
  // The first folder says what kind of page it was, the last ending that it was a page.
  const parts = path.replace(/\/?(?:index)?(?:\.html?)?$/u, "").split("/").filter(Boolean);
  const wordsOf = (part) => part.split(/[^\p{L}\p{N}.]+/u).filter(Boolean).join(" ");
  const words = (parts.length > 1 ? parts.slice(1) : parts).map(wordsOf).filter(Boolean);
  if (words.length === 0) return;
  form.elements.q.value = words.join(" ").slice(0, form.elements.q.maxLength);
  const offers = document.getElementById("wb-missing-words");
  for (const text of new Set([words.join(" "), ...words])) {
    const link = document.createElement("a");
    const address = new URL(form.action);
    address.searchParams.set("q", text);
    link.href = address.href;
    link.textContent = say("搜索“{text}”", { text });
    const item = document.createElement("li");
    item.append(link);
    offers.append(item);
  }
  offers.hidden = false;
})();
