// Puts windows of a board side by side. What is compared stands in the address; without this file the page has the medians.
import { exact, over, percent, shown } from "./fractions.js";

const { say } = windowboard;
const form = document.getElementById("wb-compare");
const place = document.getElementById("wb-compared");
const medians = document.querySelector(".wb-medians");
const LETTERS = ["A", "B", "C"];
const SVG = "http://www.w3.org/2000/svg";

/** An element with its attributes and contents; texts are never read as markup. */
const made = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

const bar = (share) => {
  const [svg, rect] = ["svg", "rect"].map((name) => document.createElementNS(SVG, name));
  svg.setAttribute("class", "wb-share");
  svg.setAttribute("aria-hidden", "true");
  rect.setAttribute("width", percent(share));
  svg.append(rect);
  return svg;
};

const keyOf = ({ centre, window }) => `${centre}/${window}`;
const shareOf = ([earned, points]) => {
  const share = over(exact(earned), exact(points));
  return share.above < 0n ? exact("0") : share;
};

const selects = [...form.elements.w];
let told = null; // the file of the board that is chosen
let asking = 0; // the newest request for one: an older one that comes late is left alone

const table = (caption, heads, rows) =>
  made(
    "table",
    { class: "wb-table wb-cards" },
    made("caption", {}, caption),
    made("thead", {}, made("tr", {}, ...heads.map((head) => made("th", { scope: "col" }, head)))),
    made("tbody", {}, ...rows),
  );

const row = (head, heads, cells) =>
  made(
    "tr",
    {},
    made("th", { scope: "row" }, ...head),
    ...cells.map((cell, number) => made("td", { class: "wb-num", "data-label": heads[number + 1] }, ...cell)),
  );

const home = new URL(place.dataset.home, location.href);
const linked = (path, text) => made("a", { href: new URL(path, home).href }, text);

const legend = (chosen) =>
  made(
    "ul",
    { class: "wb-plain" },
    ...chosen.map((one, number) =>
      made(
        "li",
        {},
        made("b", {}, LETTERS[number]),
        " ",
        linked(`windows/${one.centre}/${one.window}.html`, one.window_name),
        " ",
        made("small", {}, one.centre_name),
        " ",
        say("{score} 分，{band}，第 {rank} 名", { score: one.score, band: one.band ?? say("等级未定"), rank: one.rank }),
      ),
    ),
  );

const sections = (chosen) => {
  const heads = [say("章节"), ...chosen.map((_, number) => LETTERS[number]), say("中位数")];
  const cell = (share) => (share ? [percent(share), bar(share)] : ["—"]);
  const rows = told.sections.map(({ section, title, median }) => {
    const own = chosen.map((one) => one.sections[section] && shareOf(one.sections[section]));
    return row([title], heads, [...own, exact(median)].map(cell));
  });
  return table(say("每章的得分率"), heads, rows);
};

const clauses = (chosen) => {
  const heads = [say("条款"), ...chosen.map((_, number) => LETTERS[number]), say("中位数")];
  const lost = told.clauses.filter(({ clause }) => chosen.some((one) => one.losses[clause]));
  if (!lost.length) return made("p", { class: "wb-none" }, say("这些窗口都没有失分。"));
  const rows = lost.map(({ clause, text, median }) =>
    row([linked(`${told.standard_page}#c-${clause}`, clause), " ", text], heads, [
      ...chosen.map((one) => [shown(exact(one.losses[clause] ?? "0"))]),
      [shown(exact(median))],
    ]),
  );
  return table(say("每条失了多少分"), heads, rows);
};

const show = () => {
  const wanted = selects.map(({ value }) => value).filter(Boolean);
  const known = new Map((told?.rows ?? []).map((one) => [keyOf(one), one]));
  const chosen = [...new Set(wanted)].map((key) => known.get(key)).filter(Boolean);
  place.replaceChildren();
  medians.hidden = chosen.length > 0;
  if (chosen.length) place.append(made("h2", {}, told.period_name), legend(chosen), sections(chosen), clauses(chosen));
  if (location.protocol === "file:") return; // a file has no history of its own
  const query = new URLSearchParams();
  if (form.elements.board.value) query.set("board", form.elements.board.value);
  for (const one of wanted) query.append("w", one);
  history.replaceState(null, "", (query.size ? `?${query}` : location.pathname) + location.hash);
};

const fill = (wanted) => {
  const option = (one) => {
    const element = made("option", {}, `${one.window_name} · ${one.centre_name}`);
    element.value = keyOf(one);
    return element;
  };
  const known = new Set((told?.rows ?? []).map(keyOf));
  selects.forEach((select, number) => {
    select.replaceChildren(select.options[0], ...(told?.rows ?? []).map(option));
    select.value = known.has(wanted[number]) ? wanted[number] : "";
  });
};

const choose = async (wanted) => {
  const asked = (asking += 1);
  const file = form.elements.board.selectedOptions[0]?.dataset.file;
  let found = null;
  if (file) {
    try {
      const answer = await fetch(file);
      if (!answer.ok) throw new Error(answer.statusText);
      found = await answer.json();
    } catch {
      if (asked === asking) place.replaceChildren(made("p", { class: "wb-note" }, say("读不到这个榜单的数据，请稍后再试。")));
    }
    if (asked !== asking) return;
    if (!found) {
      told = null;
      fill([]);
      return;
    }
  }
  told = found;
  fill(wanted);
  show();
};

const query = new URLSearchParams(location.search);
form.elements.board.value = query.get("board") ?? "";
if (form.elements.board.selectedIndex < 0) form.elements.board.value = ""; // no such board
form.hidden = false;
form.addEventListener("change", ({ target }) => (target.name === "board" ? choose([]) : show()));
form.addEventListener("submit", (event) => event.preventDefault());
choose(query.getAll("w")).finally(() => document.documentElement.classList.remove("wb-asked"));
