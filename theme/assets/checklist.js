// A self-check that is filled in on the visitor's device: kept there, scored there, taken away as a round in YAML.
// Without this file the page is a form for paper.

const { say } = windowboard;

import { FIELDS, FIGURES, anyFigure, counted, noFigures, wrongFigure } from "./figures.js";
import { exact, over, percent, shown } from "./fractions.js";
import { DATE, TEAM, clean, inspectionLines, quoted, scoreInspection, storeOf, today, unmetOf } from "./scoring.js";

// Answers to an inspection

const UNEXPLAINED = say("自查时未写说明");

/** What a form says of a clause by figures; a level is told by its answer. */
const fieldsOf = (given) => ({ ...given, level: given.answer?.startsWith("level-") ? given.answer.slice(6) : undefined });

const missingFigure = (rule, given) => {
  const wrong = wrongFigure(rule, given);
  if (wrong) return wrong === "cases" ? wrong : "open";
  return FIGURES[rule.method].few(rule, FIGURES[rule.method].figure(given)) ? "few" : "";
};

/** Why a clause does not count yet, or nothing. */
const missing = (rule, given) => {
  if (Object.hasOwn(FIGURES, rule.method)) return missingFigure(rule, fieldsOf(given));
  if (given.answer === "met") return "";
  if (given.answer !== "unmet") return "open";
  if (rule.method === "tick") return "";
  return Object.keys(rule.faults).some((fault) => counted(given.faults?.[fault])) ? "" : "fault";
};

/**
 * What a form says, as an inspection of a round, and the clauses that it leaves out with the reason of each: `open` not
 * answered, `fault` without the fault, `cases` with impossible cases, `few` with fewer cases than the standard asks for.
 */
export const inspectionOf = (rules, answers) => {
  const base = rules.clauses;
  const given = (id) => answers.clauses?.[id] ?? {};
  const exempt = new Set(base.filter((rule) => given(rule.id).answer === "na").map((rule) => rule.id));
  const why = new Map();
  for (const rule of base) {
    const reason = exempt.has(rule.id) ? "" : missing(rule, given(rule.id));
    if (reason) why.set(rule.id, reason);
  }
  const counting = base.filter((rule) => !exempt.has(rule.id) && !why.has(rule.id));
  const noted = (id, entry) => {
    const note = clean(given(id).note);
    return note ? { ...entry, note } : entry;
  };
  const inspection = {
    assessed: why.size ? counting.map((rule) => rule.id) : "all",
    findings: [],
    unmet: [],
    ...noFigures(),
    vetoes: [],
    not_applicable: [...exempt].map((clause) => ({ clause, reason: clean(given(clause).note) || UNEXPLAINED })),
  };
  for (const { id, method, faults } of counting) {
    const { answer } = given(id);
    const kind = FIGURES[method];
    if (kind) inspection[kind.key][id] = kind.figure(fieldsOf(given(id)));
    else if (method === "tick" && answer === "unmet") inspection.unmet.push(noted(id, { clause: id }));
    else if (answer === "unmet") {
      const found = Object.keys(faults).filter((fault) => counted(given(id).faults?.[fault]));
      for (const fault of found) {
        const { each, range } = faults[fault];
        const entry = { clause: id, fault, count: each ? given(id).faults[fault] : 1 };
        // Whoever checks himself takes the most of what the standard leaves open.
        if (range) Object.assign(entry, { minus: Number(shown(over(exact(range[1]), exact(rules.unit)))), note: UNEXPLAINED });
        inspection.findings.push(noted(id, entry));
      }
    }
  }
  for (const veto of Object.keys(rules.vetoes)) {
    const { found, note } = answers.vetoes?.[veto] ?? {};
    if (found) inspection.vetoes.push({ veto, note: clean(note) || UNEXPLAINED });
  }
  const said = [inspection.findings, inspection.unmet, inspection.vetoes, inspection.not_applicable].some((one) => one.length);
  inspection.nothing_found = inspection.assessed === "all" && !said && !anyFigure(inspection);
  return { inspection, left: [...why].map(([clause, reason]) => ({ clause, reason })) };
};

/** What a filled form is worth, and which clauses it leaves out. */
export const score = (rules, answers) => {
  const { inspection, left } = inspectionOf(rules, answers);
  return { ...scoreInspection(rules, inspection), unmet: unmetOf(rules, inspection), left };
};

// An inspection to a file

/** A round of one inspection as YAML; every text is in quotes. */
export const roundText = (rules, head, inspection) =>
  [
    `standard: ${quoted(rules.standard)}`,
    `date: ${head.date}`,
    "channel: self",
    `team: ${quoted(head.team)}`,
    "inspections:",
    ...inspectionLines(head.window, inspection),
    "",
  ].join("\n");

/** Where the file belongs: an id of a round says day, channel, team, standard and window. */
export const placeOf = (rules, head) => {
  const words = [head.date.slice(8), "self", head.team.toLowerCase(), rules.standard.split("@")[0], head.window];
  const name = words.join("-").replace(/-+/g, "-").slice(0, 60).replace(/-+$/, "");
  return { folder: `results/${head.centre}/${head.date.slice(0, 7)}/`, name: `${name}.yml` };
};

// The page

const WHY = {
  open: say("还没答"),
  fault: say("选了未做到，没写哪一种、几处"),
  cases: say("件数不对"),
  few: say("抽查件数不到标准要求"),
};

const start = (root) => {
  const rules = JSON.parse(document.getElementById("wb-rules").textContent);
  const store = storeOf(`windowboard:checklist:${rules.standard}`);
  const said = (name) => root.querySelector(`[data-said="${name}"]`);
  const head = Object.fromEntries([...root.querySelectorAll("[data-head]")].map((field) => [field.dataset.head, field]));
  const rows = [...root.querySelectorAll("tr[data-clause]")].filter((row) => !["none", "proved"].includes(row.dataset.method));
  const vetoes = [...root.querySelectorAll("tr[data-veto]")];
  const part = (row, name) => row.querySelector(`[data-part="${name}"]`);
  const faultsOf = (row) => [...row.querySelectorAll("[data-fault]")];
  let centres = null; // until the list has come
  let wanted = {};
  let broken = !store;

  const value = (field) => {
    if (field.type === "checkbox") return field.checked ? 1 : undefined;
    return field.value === "" ? undefined : Number(field.value);
  };
  const put = (field, number) => {
    if (field.type === "checkbox") field.checked = Boolean(number);
    else field.value = number ?? "";
  };
  const chosen = (row) => row.querySelector("input[type=radio]:checked")?.value ?? (part(row, "na")?.checked ? "na" : "");

  const answerOf = (row) => {
    const given = { answer: chosen(row) };
    for (const name of FIELDS) if (part(row, name)) given[name] = value(part(row, name));
    const faults = faultsOf(row).map((field) => [field.dataset.fault, value(field)]);
    if (faults.length) given.faults = Object.fromEntries(faults);
    return given;
  };
  const read = (notes) => ({
    clauses: Object.fromEntries(
      rows.map((row) => [row.dataset.clause, notes ? { ...answerOf(row), note: part(row, "note").value } : answerOf(row)]),
    ),
    vetoes: Object.fromEntries(
      vetoes.map((row) => {
        const found = part(row, "found").checked;
        return [row.dataset.veto, notes ? { found, note: part(row, "note").value } : { found }];
      }),
    ),
  });
  const write = (answers) => {
    for (const row of rows) {
      const given = answers.clauses?.[row.dataset.clause] ?? {};
      for (const field of row.querySelectorAll("input[type=radio]")) field.checked = field.value === given.answer;
      if (part(row, "na")) part(row, "na").checked = given.answer === "na";
      for (const name of FIELDS) if (part(row, name)) put(part(row, name), given[name]);
      for (const field of faultsOf(row)) put(field, given.faults?.[field.dataset.fault]);
    }
    for (const row of vetoes) part(row, "found").checked = Boolean(answers.vetoes?.[row.dataset.veto]?.found);
  };

  // A count means that the clause was not met; that it was met or does not apply means that there is no count.
  const settle = (field) => {
    const row = field.closest("tr[data-method=deduct]");
    if (row && field.dataset.fault !== undefined && value(field)) {
      row.querySelector("input[value=unmet]").checked = true;
    } else if (row && field.type === "radio") {
      const faults = faultsOf(row);
      if (field.value !== "unmet") for (const one of faults) put(one, undefined);
      else if (faults.length === 1 && !value(faults[0])) put(faults[0], 1);
    }
    const typed = field.closest("tr[data-clause]");
    if (!typed || !Object.hasOwn(FIGURES, typed.dataset.method) || !part(typed, "na")) return;
    if (field.dataset.part === "na" && field.checked) {
      for (const name of FIELDS) if (part(typed, name)) put(part(typed, name), undefined);
    } else if (field.type === "number" && field.value !== "") part(typed, "na").checked = false;
  };

  const headNow = () => ({
    centre: centres ? head.centre.value : (wanted.centre ?? ""),
    window: centres ? head.window.value : (wanted.window ?? ""),
    date: head.date.value,
    team: head.team.value,
  });

  const line = (text, kind = "p") => {
    const made = document.createElement(kind);
    made.textContent = text;
    return made;
  };
  const option = ({ id, name }) => {
    const made = line(name, "option");
    made.value = id;
    return made;
  };
  const nameOf = (id) => rules.bands.find((band) => band.id === id).name;
  const causeText = ({ kind, cause, band }) =>
    say("{kind}，等级最高为「{nameOf}」", {
      kind: kind === "veto" ? say("有一票否决的情形") : say("第 {cause} 章低于最低要求", { cause }),
      nameOf: nameOf(band),
    });

  // Who mends what, by when and how: for the sheet that is printed and the file, kept while the page is open and nowhere
  // else. Who is a role, so that nobody is named.
  const plans = new Map();
  const planned = (id, name, word, type) => {
    const label = line(word, "label");
    const field = document.createElement(type === "role" ? "select" : "input");
    if (type === "role") field.append(...[{ id: "", name: say("请选择") }, ...rules.roles].map(option));
    else Object.assign(field, { type, maxLength: 60 });
    field.value = plans.get(`${id} ${name}`) ?? "";
    for (const event of ["input", "change"]) {
      field.addEventListener(event, (told) => {
        told.stopPropagation(); // it is no answer: nothing is scored anew, and the field keeps the focus
        plans.set(`${id} ${name}`, field.value);
      });
    }
    label.append(" ", field);
    return label;
  };

  // What was not met, each with its clause in words and what the site advises: the use of the whole form.
  const mending = ({ unmet }) => {
    if (!unmet.length) return [];
    const list = line("", "ol");
    for (const id of unmet) {
      const row = rows.find((one) => one.dataset.clause === id);
      const item = line("", "li");
      item.append(row.querySelector("th a").cloneNode(true), ` ${row.cells[1].firstChild.textContent.trim()}`);
      const { remedy } = rules.clauses.find((rule) => rule.id === id);
      if (remedy) item.append(line(say("本站建议：{remedy}", { remedy }), "small"));
      const plan = line("", "p");
      plan.className = "wb-check__plan";
      plan.append(
        planned(id, "who", say("哪个岗位来改"), "role"),
        planned(id, "by", say("哪天前改好"), "date"),
        planned(id, "how", say("怎么改"), "text"),
      );
      item.append(plan);
      list.append(item);
    }
    const told = line(say("岗位、日期、做法都写了的，写进下载的文件，窗口页面会照样公布。"), "small");
    return [line(say("要改的 {n} 条", { n: unmet.length }), "h2"), list, told];
  };
  const mended = (unmet) =>
    unmet
      .map((clause) => ({ clause, ...Object.fromEntries(["how", "who", "by"].map((name) => [name, clean(plans.get(`${clause} ${name}`))])) }))
      .filter(({ how, who, by }) => how && who && DATE.test(by));

  const show = () => {
    const result = score(rules, read(false));
    const lines = [];
    if (result.score) {
      const big = line("", "p");
      big.className = "wb-check__score";
      big.append(line(result.score, "b"), " " + say("分") + " ", line(nameOf(result.band), "span"));
      const parts = say("{shown}/{n} 分", { shown: shown(exact(result.earned)), n: shown(exact(result.available)) });
      lines.push(big, line(say("得分率 {percent}（{parts}）；已查 {percent2}。", {
        percent: percent(exact(result.share)),
        parts,
        percent2: percent(exact(result.coverage)),
      })));
      lines.push(...result.lowered.map((one) => line(say("{causeText}。", { causeText: causeText(one) }))));
    } else if (result.unrated === "low-coverage" && result.coverage !== "0") {
      const parts = say("{shown}/{n} 分", { shown: shown(exact(result.earned)), n: shown(exact(result.available)) });
      lines.push(line(say("未评定：已查 {percent}，至少要查 {percent2}。已查部分得 {parts}。", {
        percent: percent(exact(result.coverage)),
        percent2: percent(exact(rules.least)),
        parts,
      })));
    } else lines.push(line(say("还没有可以计分的答案。")));
    said("result").replaceChildren(...lines);
    const reasons = Object.keys(WHY)
      .map((why) => [why, result.left.filter(({ reason }) => reason === why).map(({ clause }) => clause)])
      .filter(([, clauses]) => clauses.length);
    said("left").textContent = reasons.length
      ? say("没有计入 {length} 条：{map}。", {
        length: result.left.length,
        map: reasons.map(([why, clauses]) => say("{join}（{WHY}）", {
          join: clauses.join(say("、")),
          WHY: WHY[why],
        })).join(say("；")),
      })
      : say("各条都已计入。");
    said("mend").replaceChildren(...mending(result));
    for (const row of rows) {
      const left = result.left.find(({ clause }) => clause === row.dataset.clause);
      row.classList.toggle("wb-left", Boolean(left && left.reason !== "open"));
    }
  };

  const keep = () => {
    if (!broken) {
      try {
        store.save({ head: headNow(), ...read(false) });
      } catch {
        broken = true;
      }
    }
    if (broken) said("told").textContent = say("这个浏览器不让网页保存：照样能填、能算、能下载，但刷新后答案会丢失。");
  };

  const listWindows = (window) => {
    const windows = (centres ?? []).find(({ id }) => id === head.centre.value)?.windows ?? [];
    head.window.replaceChildren(option({ id: "", name: say("请选择") }), ...windows.map(option));
    head.window.value = windows.some(({ id }) => id === window) ? window : "";
  };
  const listCentres = async () => {
    let found;
    try {
      const answer = await fetch(root.dataset.windows);
      if (!answer.ok) throw new Error(answer.statusText);
      found = (await answer.json()).centres.filter(({ trade }) => rules.trades.includes(trade));
    } catch {
      said("windows").textContent = say("读不到机构和窗口名单：照样能填、能算，但不能下载。");
      said("windows").hidden = false;
      return;
    }
    centres = found;
    head.centre.append(...centres.map(option));
    head.centre.value = centres.some(({ id }) => id === wanted.centre) ? wanted.centre : "";
    listWindows(wanted.window);
  };

  const lacking = (now, inspection) => {
    if (!now.centre || !now.window) return [head.centre.value ? head.window : head.centre, say("先选服务机构和窗口。")];
    if (!DATE.test(now.date)) return [head.date, say("先填日期。")];
    if (now.date < rules.effective) return [head.date, say("日期不能早于标准施行的 {effective}。", { effective: rules.effective })];
    if (!TEAM.test(now.team)) return [head.team, say("自查组代号用大写字母、数字和连字符，最多 12 个，如 S1；不写姓名。")];
    const something = inspection.assessed === "all" || inspection.assessed.length;
    return something ? null : [rows[0]?.querySelector("input"), say("还没有可以计入的答案。")];
  };
  const download = () => {
    const { inspection } = inspectionOf(rules, read(true));
    inspection.mend = mended(unmetOf(rules, inspection));
    const now = { ...headNow(), team: head.team.value.trim().toUpperCase() || "S1" };
    const lack = lacking(now, inspection);
    if (lack) {
      said("told").textContent = lack[1];
      lack[0]?.focus();
      return;
    }
    const { folder, name } = placeOf(rules, now);
    const address = URL.createObjectURL(new Blob([roundText(rules, now, inspection)], { type: "application/yaml" }));
    const link = Object.assign(document.createElement("a"), { href: address, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
    said("told").textContent = say("已下载 {name}。把它放进 {folder}，再运行 windowboard check。", { name, folder });
  };
  const clear = () => {
    write({});
    for (const field of root.querySelectorAll("[data-part=note]")) field.value = "";
    for (const field of Object.values(head)) field.value = "";
    wanted = {};
    listWindows("");
    head.date.value = today(rules.time_zone);
    if (store) store.clear();
    show();
    said("told").textContent = say("已清除全部答案。");
  };
  const deeds = { download, clear, print: () => window.print() };

  for (const part of root.querySelectorAll("[data-paper]")) part.hidden = true;
  for (const part of root.querySelectorAll("[data-live]")) part.hidden = part.dataset.said === "windows";
  let kept = null;
  try {
    kept = store?.load();
  } catch {
    kept = null; // what another version left is as good as nothing
  }
  write(kept ?? {});
  wanted = kept?.head ?? {};
  head.date.value = kept?.head?.date || today(rules.time_zone);
  head.team.value = kept?.head?.team ?? "";
  root.addEventListener("input", ({ target }) => {
    if (target === head.centre) listWindows("");
    said("told").textContent = "";
    settle(target);
    show();
    keep();
  });
  root.addEventListener("click", ({ target }) => deeds[target.dataset?.do]?.());
  show();
  if (broken) keep();
  listCentres();
};

const root = typeof document === "undefined" ? null : document.getElementById("wb-check");
if (root) start(root);
