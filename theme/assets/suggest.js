// Words to go on with, below a search box of any page while somebody types. Loaded by frame.js when a box is first
// entered; without it, or where its words cannot be had, the box is a box.
(() => {
  "use strict";
  const { say, matching } = windowboard;

  const suggest = (input) => {
    const { form } = input;
    const list = document.createElement("ul");
    list.className = "wb-suggest";
    list.id = `${input.id}-words`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", say("可以这样找"));
    form.append(list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) {
      input.setAttribute(name, value);
    }
    let active = -1;
    let turn = 0;

    /** Make one of the words the one that Enter takes; -1: none, what was typed holds. */
    const point = (at) => {
      active = at;
      [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
      if (at < 0) input.removeAttribute("aria-activedescendant");
      else input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at]?.scrollIntoView({ block: "nearest" });
    };

    const show = (words) => {
      list.replaceChildren(
        ...words.map((word, at) => {
          const item = document.createElement("li");
          item.id = `${list.id}-${at}`;
          item.setAttribute("role", "option");
          item.textContent = word;
          return item;
        }),
      );
      list.hidden = words.length === 0;
      input.setAttribute("aria-expanded", String(words.length > 0));
      point(-1);
    };

    const take = (at) => {
      input.value = list.children[at].textContent;
      show([]);
      form.requestSubmit();
    };

    const look = async () => {
      turn += 1;
      const mine = turn;
      const known = await (await matching.known())?.more();
      if (mine === turn && document.activeElement === input) show(known?.suggested(input.value) ?? []);
    };

    input.addEventListener("input", (event) => event.isComposing || look());
    input.addEventListener("compositionend", look);
    input.addEventListener("blur", () => {
      turn += 1;
      show([]);
    });
    input.addEventListener("keydown", (event) => {
      const count = list.children.length;
      if (event.isComposing || count === 0) return;
      if (event.key === "ArrowDown") point(active + 1 < count ? active + 1 : -1);
      else if (event.key === "ArrowUp") point(active < 0 ? count - 1 : active - 1);
      else if (event.key === "Escape") show([]);
      else if (event.key === "Enter" && active >= 0) take(active);
      else return;
      event.preventDefault();
    });
    // Before the press takes the focus away from the box, which would close the list.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const at = [...list.children].indexOf(event.target.closest("li"));
      if (at >= 0) take(at);
    });
    if (document.activeElement === input) look();
  };

  windowboard.suggest = suggest;
})();
