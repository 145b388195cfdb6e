/*
 * What Material would write into every page: where it keeps a visitor's choices, and the light or dark scheme before
 * anything is drawn. Loaded in the head; the names with underscores are those that Material's own script asks for.
 */
(() => {
  const scope = new URL("../..", document.currentScript.src);
  const get = (key, store = localStorage, from = scope) => JSON.parse(store.getItem(`${from.pathname}.${key}`));
  const set = (key, value, store = localStorage, from = scope) => {
    try {
      store.setItem(`${from.pathname}.${key}`, JSON.stringify(value));
    } catch {
      // storage is blocked: the choice holds for this page
    }
  };
  const hash = (text) => [...text].reduce((sum, sign) => (sum << 5) - sum + sign.charCodeAt(0), 0);
  Object.assign(window, { __md_scope: scope, __md_get: get, __md_set: set, __md_hash: hash });

  const scheme = () => {
    let chosen = null;
    try {
      chosen = get("__palette");
    } catch {
      // as above
    }
    const media = chosen?.color?.media ?? "(prefers-color-scheme)";
    const dark = media === "(prefers-color-scheme)" ? matchMedia("(prefers-color-scheme: dark)").matches : /dark/.test(media);
    return dark ? "slate" : "default";
  };

  new MutationObserver((_, watch) => {
    if (document.body) {
      watch.disconnect();
      document.body.setAttribute("data-md-color-scheme", scheme());
    }
  }).observe(document.documentElement, { childList: true });
})();
