/*
 * What every page does by itself, in the place of Material's script, of which our pages would use a hundredth: a visitor's
 * light or dark scheme before anything is drawn, and the button that changes it; what is folded opens on paper and for
 * whoever is led into it; the list beside a long page follows its reader. Loaded in the head.
 */
(() => {
  const { say } = windowboard;

  // The further pages of what is too long for one, in the order of their links; of one that does not come an error.
  windowboard.texts = (links) => Promise.all([...links].map(async ({ href }) => {
    const answer = await fetch(href);
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.text();
  }));

  const scope = new URL("../..", document.currentScript.src);
  // One choice for the site in all its languages, each of which has a folder of its own.
  const get = (key) => JSON.parse(localStorage.getItem(`windowboard.${key}`));
  const set = (key, value) => {
    try {
      localStorage.setItem(`windowboard.${key}`, JSON.stringify(value));
    } catch {
      // storage is blocked: the choice holds for this page
    }
  };

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

  // What is folded away opens for whoever is led into it, and on paper.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folds = [];
    for (let one = target?.closest("details"); one; one = one.parentElement.closest("details")) {
      if (!one.open) folds.push(one);
    }
    for (const one of folds) one.open = true;
    if (folds.length) target.scrollIntoView();
  };
  let unfolded = [];
  const printing = (isPrinted) => {
    for (const one of unfolded) one.open = false;
    unfolded = isPrinted ? [...document.querySelectorAll("details:not([open])")] : [];
    for (const one of unfolded) one.open = true;
  };
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => printing(true));
  addEventListener("afterprint", () => printing(false));
  matchMedia("print").addEventListener("change", ({ matches }) => printing(matches));

  // The list of contents beside a long page marks the part that stands at its top.
  const follow = () => {
    const parts = [...document.querySelectorAll(".md-nav--secondary a[href*='#']")].map((link) => ({
      link,
      head: document.getElementById(decodeURIComponent(link.hash.slice(1))),
    }));
    const mark = () => {
      const here = parts.findLast(({ head }) => head?.getBoundingClientRect().top < innerHeight / 4);
      for (const one of parts) one.link.classList.toggle("md-nav__link--active", one === here);
    };
    if (!parts.length) return;
    addEventListener("scroll", mark, { passive: true });
    mark();
  };

  new MutationObserver((_, watch) => {
    if (document.body) {
      watch.disconnect();
      show();
    }
  }).observe(document.documentElement, { childList: true });
  system.addEventListener("change", show);
  document.addEventListener("DOMContentLoaded", () => {
    show();
    reveal();
    follow();
    document.querySelector(".wb-tone")?.addEventListener("click", () => {
      tone = TONES[(TONES.indexOf(tone) + 1) % TONES.length];
      set("__palette", { color: { media: tone.media } });
      show();
    });
  });
})();
