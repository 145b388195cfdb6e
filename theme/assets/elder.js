/*
 * 长辈版: larger text, larger targets, stronger contrast, a plainer page; and the result of a window read aloud by the
 * browser's own voice. Loaded in the head, before anything is drawn, so that a page never changes size after it is seen.
 * The choice stays on the visitor's device. Without JavaScript there is no switch, and the page is complete.
 */
(() => {
  const { say } = windowboard;
  const KEY = "windowboard.elder";
  const SIGNS = /\p{So}/gu; // ★ and ▼ stand beside their words, and a voice would call them star and triangle
  const root = document.documentElement;

  const kept = () => {
    try {
      return localStorage.getItem(KEY) === "on";
    } catch {
      return false; // storage is blocked: the switch still works, for this page
    }
  };

  const keep = (on) => {
    try {
      localStorage.setItem(KEY, on ? "on" : "off");
    } catch {
      // as above
    }
  };

  root.classList.add("wb-js");
  if (location.pathname.endsWith("/elder.html")) keep(true); // whoever follows a poster wants it on every page
  root.classList.toggle("wb-elder", kept());

  const speech = window.speechSynthesis;

  const stop = (button) => {
    speech.cancel();
    button.setAttribute("aria-pressed", "false");
    button.textContent = say("朗读结果");
  };

  const read = (button) => {
    const parts = document.querySelectorAll(".wb-scorecard h1, .wb-verdict, .wb-reasons__said, .wb-reasons");
    const text = [...parts].map((part) => part.innerText.replace(SIGNS, "").trim()).join(say("。\n"));
    const words = new SpeechSynthesisUtterance(text);
    words.lang = root.lang;
    words.rate = 0.9;
    words.onend = () => stop(button);
    words.onerror = words.onend;
    button.setAttribute("aria-pressed", "true");
    button.textContent = say("停止朗读");
    speech.cancel();
    speech.speak(words);
  };

  document.addEventListener("DOMContentLoaded", () => {
    const show = (on) => {
      root.classList.toggle("wb-elder", on);
      for (const button of document.querySelectorAll(".wb-elder-switch")) {
        button.setAttribute("aria-pressed", String(on));
      }
    };
    show(kept());
    for (const button of document.querySelectorAll(".wb-elder-switch")) {
      button.addEventListener("click", () => {
        const on = !root.classList.contains("wb-elder");
        keep(on);
        show(on);
      });
    }
    const rest = document.querySelector(".wb-more");
    const asked = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const open = () => root.classList.add("wb-whole");
    if (rest) {
      const whole = document.createElement("button");
      whole.type = "button";
      whole.className = "wb-whole-switch";
      whole.textContent = say("看全部内容");
      whole.addEventListener("click", open);
      document.querySelector(".wb-contact").before(whole);
      const follow = () => {
        const target = asked();
        if (!target?.closest(".wb-more")) return;
        open();
        target.scrollIntoView();
      };
      window.addEventListener("hashchange", follow);
      follow();
    }
    for (const button of document.querySelectorAll(".wb-read")) {
      if (!speech) continue;
      button.hidden = false;
      button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? stop(button) : read(button)));
    }
    // A page that is left must not go on talking; one that was kept for the way back does not know what was chosen since.
    window.addEventListener("pagehide", () => {
      for (const button of document.querySelectorAll(".wb-read[aria-pressed=true]")) stop(button);
    });
    window.addEventListener("pageshow", ({ persisted }) => persisted && show(kept()));
  });
})();
