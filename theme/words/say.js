// What a script says in the language of the page. Values are put in one by one: none is ever read as a place for another.
globalThis.windowboard ??= {
  words: {},
  say: (key, values = {}) => {
    const said = windowboard.words[key] ?? key;
    const category = () => new Intl.PluralRules(document.documentElement.lang).select(Number(values.n));
    const text = typeof said === "string" ? said : (said[category()] ?? said.other);
    return text.replace(/\{(\w+)\}/g, (place, name) => (Object.hasOwn(values, name) ? String(values[name]) : place));
  },
  // As on the pages: no day, no span of hours begins on one line and ends on the next.
  put: (place, text) => {
    const parts = text.split(/(\d{4}-\d\d-\d\d|\d?\d:\d\d–\d?\d:\d\d)/);
    const whole = (part) => Object.assign(document.createElement("bdi"), { textContent: part });
    place.replaceChildren(...parts.map((part, at) => (at % 2 ? whole(part) : part)));
  },
};
