/*
 * What Material would write into every page: where it keeps a visitor's choices, and the light or dark scheme before
 * anything is drawn; and the button that changes it, one where Material has three. Loaded in the head; the names with
 * underscores are those that Material's own script asks for.
 */
(() => {
  const { say } = windowboard;
  const scope = new URL("../..", document.currentScript.src);
  // One choice for the site in all its languages, each of which has a folder of its own.
  const get = (key, store = localStorage) => JSON.parse(store.getItem(`windowboard.${key}`));
  const set = (key, value, store = localStorage) => {
    try {
      store.setItem(`windowboard.${key}`, JSON.stringify(value));
    } catch {
      // storage is blocked: the choice holds for this page
    }
  };
  const hash = (text) => [...text].reduce((sum, sign) => (sum << 5) - sum + sign.charCodeAt(0), 0);
  Object.assign(window, { __md_scope: scope, __md_get: get, __md_set: set, __md_hash: hash });

  // Light, dark, or as the system has it: what holds now, and what the next press of the button does.
  const SYSTEM = "(prefers-color-scheme)";
  const DARK = "(prefers-color-scheme: dark)";
  const TONES = [
    { media: SYSTEM, press: say("切换到浅色") },
    { media: "(prefers-color-scheme: light)", press: say("切换到深色") },
    { media: DARK, press: say("跟随系统") },
  ];
  const system = matchMedia(DARK);
  let tone = TONES[0];
  try {
    tone = TONES.find(({ media }) => media === get("__palette")?.color?.media) ?? tone;
  } catch {
    // as above
  }

  const show = () => {
    const dark = tone.media === SYSTEM ? system.matches : tone.media === DARK;
    document.body.dataset.mdColorScheme = dark ? "slate" : "default";
    const button = document.querySelector(".wb-tone");
    if (!button) return; // not drawn yet
    button.dataset.media = tone.media;
    button.title = tone.press;
    button.ariaLabel = tone.press;
  };

  // Telephones with programs that open `geo:`; others would say that there is no such address.
  document.documentElement.classList.toggle("wb-opens-geo", /Android|HarmonyOS/u.test(navigator.userAgent));

  // The style sheet opens what is folded on paper; browsers that cannot follow it there have it opened.
  if (!CSS.supports("selector(::details-content)")) {
    addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  }

  // Whoever comes with a question waits for its answer: until then nothing stands where the answer may push it away.
  document.documentElement.classList.toggle("wb-asked", location.search.length > 1);

  // Suggestions come with the first box that somebody enters. The page of the search shows what it finds instead.
  const scripts = new Map();
  const load = (name) => {
    if (!scripts.has(name)) {
      const script = document.createElement("script");
      script.src = new URL(`assets/windowboard/${name}`, scope).href;
      scripts.set(name, new Promise((done) => script.addEventListener("load", done)));
      document.head.append(script);
    }
    return scripts.get(name);
  };
  document.addEventListener("focusin", async ({ target }) => {
    if (!target.matches("[role=search] input[name=q]:not([role])") || target.closest(".wb-seek") || location.protocol === "file:") return;
    if (!windowboard.matching) await load("matching.js");
    await load("suggest.js");
    if (!target.hasAttribute("role")) windowboard.suggest(target);
  });

  new MutationObserver((_, watch) => {
    if (document.body) {
      watch.disconnect();
      show();
    }
  }).observe(document.documentElement, { childList: true });
  system.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", () => {
    show();
    document.querySelector(".wb-tone")?.addEventListener("click", () => {
      tone = TONES[(TONES.indexOf(tone) + 1) % TONES.length];
      set("__palette", { color: { media: tone.media } });
      show();
    });
  });
})();
