// The form of an inspector: several windows in one round, or facts proved outside visits, filled in on a phone, without a
// line if need be. All of it is kept on the device until it is handed over as a file of the city; nothing is sent.

const { say } = windowboard;

import { FIELDS, FIGURES } from "./figures.js";
import { exact, percent, shown } from "./fractions.js";
import {
  askedOf,
  boundsOf,
  eventLacks,
  eventsPlace,
  eventsText,
  forgeAddress,
  headLacks,
  roundPlace,
  roundText,
  visitOf,
} from "./rounds.js";
import { scoreInspection, storeOf, today } from "./scoring.js";

const WHY = {
  scope: say("先选全部查了还是只查了一部分"),
  nothing: say("还没有查到的条款"),
  figure: say("还没有填结果"),
  points: say("给分不在范围之内，或不是整档"),
  cases: say("件数不对"),
  count: say("处数不对"),
  amount: say("扣多少分还没有写，或超出范围"),
  note: say("由检查人定扣分的，要写备注"),
  reason: say("不适用的，要写原因"),
  exempt: say("不适用的条款超过标准允许的分值"),
  veto: say("一票否决的，要写备注"),
};
const HEAD = {
  centre: say("先选服务机构。"),
  team: say("检查组代号用大写字母、数字和连字符，最多 12 个，如 A；不写姓名。"),
  own: say("这个组是本机构的，不能检查本机构。"),
  date: say("先填日期。"),
  channel: say("先选检查方式。"),
};
const FACT = {
  id: say("编号用字母、数字和连字符，如 TS-2026-0417，最多 40 个。"),
  window: say("先选窗口。"),
  subject: say("先选是哪一条。"),
  happened: say("先填发生的日期。"),
  proved: say("查实的日期要填，不能早于发生的日期。"),
  source: say("先选来源。"),
  minus: say("扣多少分要写，不能超出范围。"),
  note: say("备注要写：查实了什么。"),
  evidence: say("证据要写：文书、工单或照片的名称。"),
};
const BLANK = { head: {}, windows: {}, facts: [], fact: {}, kind: "round", told: "" };

const start = (root) => {
  const rules = JSON.parse(document.getElementById("wb-rules").textContent);
  const slug = rules.standard.split("@")[0];
  const store = storeOf(`windowboard:entry:${rules.standard}`);
  const said = (name) => root.querySelector(`[data-said="${name}"]`);
  const part = (of, name) => of.querySelector(`[data-part="${name}"]`);
  const all = (query, of = root) => [...of.querySelectorAll(query)];
  const head = Object.fromEntries(all("[data-head]").map((field) => [field.dataset.head, field]));
  const fact = Object.fromEntries(all("[data-fact]").map((field) => [field.dataset.fact, field]));
  const items = all("[data-clause]");
  const rule = Object.fromEntries(rules.clauses.map((one) => [one.id, one]));
  const plain = !rules.clauses.some(({ method }) => Object.hasOwn(FIGURES, method));
  let state = structuredClone(BLANK);
  let centres = null; // until the list has come
  let current = "";
  let broken = !store;

  const line = (text, kind = "p") => Object.assign(document.createElement(kind), { textContent: text });
  const button = (text, deed, value = "") => {
    const made = Object.assign(line(text, "button"), { type: "button" });
    made.dataset.do = deed;
    if (value !== "") made.dataset.value = value;
    return made;
  };
  const option = ({ id, name }) => Object.assign(line(name, "option"), { value: id });
  const choices = (field, ones, chosen) => {
    field.replaceChildren(option({ id: "", name: say("请选择") }), ...ones.map(option));
    field.value = ones.some(({ id }) => id === chosen) ? chosen : "";
  };

  // What the city says of the centre

  const centre = () => centres?.find(({ id }) => id === state.head.centre);
  const served = (one, { trade = one.trade }) => rules.trades.includes(trade);
  const windows = () => (centre()?.windows ?? []).filter((one) => served(centre(), one));
  const openFor = (window) => {
    const declared = [centre(), windows().find(({ id }) => id === window)].flatMap((one) => one?.may_not_apply?.[slug] ?? []);
    return new Set([...rules.open, ...declared]);
  };
  const states = (clause) => (centre()?.limits?.[slug] ?? []).includes(clause);

  // A window: between the fields and what is kept

  const key = (window) => `${state.head.centre}/${window}`;
  const visits = () =>
    windows()
      .filter(({ id }) => state.windows[key(id)])
      .map((one) => ({ window: one.id, name: one.name, ...visitOf(rules, state.windows[key(one.id)], openFor(one.id)) }));
  const figure = (field) => (field.value === "" ? undefined : Number(field.value));

  const unfold = (row, template, values = {}) => {
    if (row.querySelector(".wb-entry__more")) return;
    row.append(document.getElementById(template).content.cloneNode(true));
    const clause = rule[row.closest("[data-clause]")?.dataset.clause];
    const fault = clause?.faults?.[row.dataset.fault];
    for (const one of all("[data-if]", row)) one.hidden = !fault?.[one.dataset.if];
    if (fault?.range) {
      const [least, most] = boundsOf(rules, fault).map(shown);
      Object.assign(part(row, "minus"), { min: least, max: most, placeholder: `${least}–${most}` });
    }
    for (const [name, value] of Object.entries(values)) if (part(row, name)) part(row, name).value = value ?? "";
  };
  const fold = (row) => row.querySelector(".wb-entry__more")?.remove();

  const seen = (row) => {
    const found = {};
    const { each, range } = rule[row.closest("[data-clause]")?.dataset.clause]?.faults?.[row.dataset.fault] ?? {};
    if (each) found.count = figure(part(row, "count"));
    if (range) found.minus = figure(part(row, "minus"));
    for (const name of ["note", "evidence"]) if (part(row, name).value) found[name] = part(row, name).value;
    return found;
  };
  const readItem = (item) => {
    const given = {};
    if (part(item, "looked")?.checked) given.looked = true;
    for (const row of all("[data-fault]", item)) {
      if (part(row, "found").checked && !row.hidden) (given.found ??= {})[row.dataset.fault] = seen(row);
    }
    const level = item.querySelector("input[type=radio]:checked");
    if (level) given.level = level.value;
    for (const name of FIELDS) {
      if (part(item, name)?.value) given[name] = figure(part(item, name));
    }
    if (part(item, "na")?.checked) Object.assign(given, { na: true, reason: part(item, "reason").value });
    return given;
  };
  const read = () => {
    const given = { scope: root.querySelector("[name=scope]:checked")?.value ?? "", clauses: {}, vetoes: {} };
    for (const item of items) {
      const told = readItem(item);
      if (Object.keys(told).length) given.clauses[item.dataset.clause] = told;
    }
    for (const row of all("[data-veto]")) if (part(row, "found").checked) given.vetoes[row.dataset.veto] = seen(row);
    return given;
  };
  const writeRow = (row, found) => {
    part(row, "found").checked = Boolean(found);
    fold(row);
    if (found) unfold(row, "wb-more", found);
  };
  const writeItem = (item, given, open) => {
    if (part(item, "looked")) part(item, "looked").checked = Boolean(given.looked);
    for (const row of all("[data-fault]", item)) {
      row.hidden = "stated" in row.dataset && !states(item.dataset.clause);
      writeRow(row, given.found?.[row.dataset.fault]);
    }
    for (const field of all("input[type=radio]", item)) field.checked = field.value === given.level;
    for (const name of FIELDS) if (part(item, name)) part(item, name).value = given[name] ?? "";
    const may = item.querySelector("[data-may]");
    if (!may) return;
    may.hidden = !open.has(item.dataset.clause);
    part(may, "na").checked = Boolean(given.na);
    fold(may);
    if (given.na) unfold(may, "wb-reason", { reason: given.reason });
  };
  const write = () => {
    const given = state.windows[key(current)] ?? {};
    const open = openFor(current);
    for (const field of all("[name=scope]")) field.checked = field.value === (given.scope ?? "");
    for (const item of items) writeItem(item, given.clauses?.[item.dataset.clause] ?? {}, open);
    for (const row of all("[data-veto]")) writeRow(row, given.vetoes?.[row.dataset.veto]);
  };

  // What is shown

  const bandName = (id) => rules.bands.find((band) => band.id === id).name;
  const lowered = ({ kind, cause, band }) =>
    kind === "veto" ? say("有一票否决的情形，等级最高为「{bandName}」", {
      bandName: bandName(band),
    }) : say("第 {cause} 章低于最低要求，等级最高为「{bandName}」", { cause, bandName: bandName(band) });
  const found = ({ findings, unmet, vetoes }) => findings.length + unmet.length + vetoes.length;
  const foundText = (inspection) =>
    found(inspection) ? say("发现 {found} 项", { found: found(inspection) }) : say("没有发现问题");
  const scoreText = (inspection) => {
    const { assessed } = inspection;
    if (!rules.scored) {
      const n = assessed === "all" ? askedOf(rules).length : assessed.length;
      return n ? [foundText(inspection), say("看了 {n} 条", { n }), []] : [say("还没有看"), "", []];
    }
    const result = scoreInspection(rules, inspection);
    if (result.score) return [say("{n} 分", { n: result.score }), bandName(result.band), result.lowered.map(lowered)];
    return [say("未评定"), result.coverage === "0" ? "" : say("已查 {percent}", {
      percent: percent(exact(result.coverage)),
    }), []];
  };
  const leftText = (left) =>
    Object.keys(WHY)
      .map((why) => [why, left.filter(({ reason }) => reason === why).map(({ clause }) => clause)])
      .filter(([, clauses]) => clauses.length)
      .map(([why, clauses]) => {
        const [ids, what] = [clauses.join(say("、")), WHY[why]];
        return clauses[0] ? say("{ids}：{what}", { ids, what }) : what;
      })
      .join(say("；"));
  const lacks = (visit) => (state.windows[key(visit.window)].scope ? visit.left : [{ clause: "", reason: "scope" }]);
  const stateText = (visit) => {
    if (!visit) return say("没有查");
    if (lacks(visit).length) return say("还没填完");
    return foundText(visit.inspection);
  };

  const showWindows = (done) => {
    const focus = document.activeElement?.dataset?.clean;
    const rows = windows().map(({ id, name }) => {
      const visit = done.find(({ window }) => window === id);
      const row = line("", "li");
      const pick = button(name, "pick", id);
      if (id === current) pick.setAttribute("aria-current", "true");
      const score = rules.scored && visit && !lacks(visit).length ? scoreText(visit.inspection).slice(0, 2).join(" ") : "";
      pick.append(line(`${stateText(visit)}${score ? say("，{score}", { score }) : ""}`, "small"));
      row.append(pick);
      if (plain && (!visit || visit.inspection.nothing_found)) {
        const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: Boolean(visit) });
        box.dataset.clean = id;
        const label = line("", "label");
        label.className = "wb-box";
        const of = line(say("：{name}", { name }), "span");
        of.className = "wb-off";
        label.append(box, say("没有发现问题"), of);
        row.append(label);
      }
      return row;
    });
    said("windows").replaceChildren(...rows);
    if (focus) root.querySelector(`[data-clean="${focus}"]`)?.focus();
  };

  const showWindow = (done) => {
    const form = root.querySelector("[data-part=window]");
    form.hidden = !current || state.kind !== "round";
    said("result").hidden = form.hidden;
    if (form.hidden) return;
    const visit = done.find(({ window }) => window === current);
    const { name } = windows().find(({ id }) => id === current);
    said("window").textContent = name;
    form.dataset.scope = state.windows[key(current)]?.scope ?? "";
    const left = visit ? lacks(visit) : [{ clause: "", reason: "scope" }];
    for (const item of items) item.classList.toggle("wb-lacks", left.some(({ clause }) => clause === item.dataset.clause));
    const [big, small, more] = visit ? scoreText(settled(visit)) : [rules.scored ? say("未评定") : say("还没有看"), "", []];
    const bold = line("", "p");
    bold.className = "wb-check__score";
    bold.append(line(big, "b"), line(small, "span"), line(name, "small"));
    const what = leftText(left);
    const lines = [...more, ...(left.length ? [say("还缺 {what}", { what })] : [])];
    said("result").replaceChildren(bold, ...lines.map((text) => line(text)));
  };
  // What is not in order yet counts as not looked at, so that the score never says more than the file will.
  const settled = ({ inspection, left }) => {
    const wrong = new Set(left.map(({ clause }) => clause));
    const looked = inspection.assessed === "all" ? askedOf(rules) : inspection.assessed;
    const right = looked.filter((id) => !wrong.has(id));
    return right.length === looked.length ? inspection : { ...inspection, nothing_found: false, assessed: right };
  };

  const showFacts = () => {
    if (!fact.subject) return; // by this standard nothing is proved outside visits
    const subject = rules.events[fact.subject.value];
    fact.minus.closest("label").hidden = !subject?.range;
    if (subject?.range) {
      const [least, most] = subject.range.map((one) => shown(exact(one)));
      Object.assign(fact.minus, { min: least, max: most, placeholder: `${least}–${most}` });
    }
    const rows = state.facts.map((one, place) => {
      const row = line("", "li");
      const at = windows().find(({ id }) => id === one.window)?.name ?? one.window;
      const name = all("option", fact.subject).find(({ value }) => value === one.subject)?.textContent ?? "";
      row.append(line(say("{id} {at}：{name}", {
        id: one.id,
        at,
        name,
      }), "span"), button(say("修改"), "change", `${place}`), button(say("删去"), "drop", `${place}`));
      return row;
    });
    said("facts").replaceChildren(...rows);
  };

  // What is handed over

  const elsewhere = () => Object.keys(state.windows).filter((one) => !one.startsWith(`${state.head.centre}/`)).length;
  const file = () => {
    const events = state.kind === "events";
    const wrong = headLacks(rules, state.head, state.kind, centre()?.teams ?? []);
    if (wrong) {
      const [field, why] = wrong;
      return { lack: why === "early" ? say("日期不能早于标准施行的 {effective}。", {
        effective: rules.effective,
      }) : HEAD[why], field: head[field] };
    }
    if (events) {
      if (!state.facts.length) return { lack: say("还没有加入一件事。"), field: fact.id };
      return { ...eventsPlace(state.head, state.facts), text: eventsText(rules, state.head.team, state.facts) };
    }
    const done = visits();
    if (!done.length) return { lack: say("还没有查一个窗口。") };
    const open = done.find((visit) => lacks(visit).length);
    if (open) {
      const [name, what] = [open.name, leftText(lacks(open))];
      return { lack: say("{name}还没填完：{what}。", { name, what }) };
    }
    return { ...roundPlace(rules, state.head), text: roundText(rules, state.head, done) };
  };
  const isFilled = () => Object.keys(state.windows).length > 0 || state.facts.length > 0;
  const isSafe = () => !isFilled() || state.told === file().text;

  const showFile = () => {
    const made = file();
    const ready = made.text !== undefined;
    said("lack").textContent = ready ? say("可以交了：{folder}{name}", { folder: made.folder, name: made.name }) : made.lack;
    for (const one of all("[data-needs=file]")) one.disabled = !ready;
    said("file").textContent = made.text ?? "";
    const more = elsewhere();
    said("others").textContent = more ? say("另一个机构还填了 {n} 个窗口：选那个机构，另交一份。", { n: more }) : "";
    const forge = said("forge");
    if (!rules.repository) return;
    const address = ready ? forgeAddress(rules.repository, made.folder + made.name, made.text) : "";
    forge.hidden = !ready;
    if (address) forge.replaceChildren(Object.assign(line(say("在代码仓库网站上新建这个文件"), "a"), { href: address, target: "_blank", rel: "noopener noreferrer" }));
    else forge.textContent = say("这一批太长，放不进网址：下载文件，再到代码仓库网站上传。");
  };

  const show = () => {
    for (const one of all("[data-kind]")) one.hidden = !one.dataset.kind.split(" ").includes(state.kind);
    const done = visits();
    showWindows(done);
    showWindow(done);
    showFacts();
    showFile();
  };

  const keep = () => {
    if (!broken) {
      try {
        store.save(state);
      } catch {
        broken = true;
      }
    }
    said("kept").textContent = broken
      ? say("这个浏览器不让网页保存：照样能填、能交，但关掉网页填的就丢了。")
      : say("填的内容已存在这台设备上，关掉网页也还在。");
  };

  const tell = (text) => {
    said("told").textContent = text;
  };
  const handed = (made, text) => {
    state.told = made.text;
    keep();
    tell(text);
  };

  // What can be done

  const pick = (window) => {
    current = window;
    write();
    show();
    said("window").focus();
    said("window").scrollIntoView({ block: "start" });
  };
  const blob = (made, type = "application/yaml", name = made.name) => new File([made.text], name, { type });
  const download = (made) => {
    const address = URL.createObjectURL(blob(made));
    Object.assign(document.createElement("a"), { href: address, download: made.name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
    handed(made, say("已下载 {name}。把它放进 {folder}，再运行 windowboard check。", { name: made.name, folder: made.folder }));
  };
  // Browsers let few kinds of files be shared: as plain text it goes where YAML does not.
  const shareable = (made) =>
    [blob(made), blob(made, "text/plain", `${made.name}.txt`)].find((one) => navigator.canShare?.({ files: [one] }));
  const share = async (made) => {
    const sent = shareable(made);
    try {
      await navigator.share({ files: [sent], title: made.name, text: made.folder + made.name });
    } catch (error) {
      if (error.name !== "AbortError") tell(say("没有发出去：改用下载。"));
      return;
    }
    handed(made, sent.name === made.name ? say("已经分享。") : say("已经分享。收到的人去掉文件名末尾的 .txt，放进 {folder}。", {
      folder: made.folder,
    }));
  };
  const copy = async (made) => {
    try {
      await navigator.clipboard.writeText(made.text);
    } catch {
      tell(say("没有复制成：改用下载。"));
      return;
    }
    handed(made, say("已复制。在 {folder} 下新建文件 {name}，粘贴进去。", { folder: made.folder, name: made.name }));
  };
  const factNow = () => {
    const given = Object.fromEntries(Object.entries(fact).map(([name, field]) => [name, field.value.trim()]));
    return { ...given, minus: given.minus === "" ? undefined : Number(given.minus) };
  };
  const writeFact = (one) => {
    for (const [name, field] of Object.entries(fact)) field.value = one[name] ?? "";
  };
  const add = () => {
    const now = factNow();
    const wrong = eventLacks(rules, now);
    const twice = state.facts.some(({ id }) => id === now.id);
    if (wrong || twice) {
      tell(wrong ? FACT[wrong] : say("编号 {id} 已经加入：一件事只记一次。", { id: now.id }));
      fact[wrong || "id"].focus();
      return;
    }
    state.facts.push(now);
    state.fact = {};
    writeFact({});
    tell(say("已加入 {id}。", { id: now.id }));
  };
  const clear = () => {
    const warning = isSafe() ? say("清除这台设备上填的全部内容？") : say("填的内容还没有交出，清除以后找不回来。还要清除吗？");
    if (!window.confirm(warning)) return;
    const { centre: at, team, channel } = state.head;
    state = { ...structuredClone(BLANK), kind: state.kind, head: { centre: at, team, channel, date: today(rules.time_zone) } };
    current = "";
    writeHead();
    writeFact({});
    tell(say("已清除，可以填下一批。"));
  };
  const undo = () => {
    if (!window.confirm(say("删去这个窗口填的全部内容？"))) return;
    delete state.windows[key(current)];
    write();
  };
  const next = () => {
    const done = visits();
    const open = windows().filter(({ id }) => !done.some((visit) => visit.window === id && !lacks(visit).length));
    const after = windows().findIndex(({ id }) => id === current);
    const one = open.find(({ id }) => windows().findIndex((each) => each.id === id) > after) ?? open.find(({ id }) => id !== current);
    if (one) pick(one.id);
    else said("handover").focus();
  };
  const step = (field, by) => {
    field.value = Math.max(1, Math.min(100000, (Number(field.value) || 0) + by));
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const deeds = {
    pick,
    next,
    add,
    clear,
    undo,
    change: (place) => {
      writeFact(state.facts.splice(place, 1)[0]);
      fact.id.focus();
    },
    drop: (place) => {
      if (window.confirm(say("删去这一件？"))) state.facts.splice(place, 1);
    },
  };
  const files = { download, share, copy };

  const deed = ({ target }) => {
    const pressed = target.closest?.("button");
    if (!pressed) return;
    if (pressed.dataset.step) step(part(pressed.closest("label, div"), "count"), Number(pressed.dataset.step));
    const name = pressed.dataset.do;
    if (files[name]) files[name](file());
    else if (deeds[name]) {
      deeds[name](pressed.dataset.value);
      keep();
      show();
    }
  };

  const pressClean = (box) => {
    if (box.checked) state.windows[key(box.dataset.clean)] = { scope: "all", clauses: {}, vetoes: {} };
    else delete state.windows[key(box.dataset.clean)];
    if (box.dataset.clean === current) write();
  };
  const tapped = (target) => {
    const row = target.closest("[data-fault], [data-veto]");
    if (target.dataset.part === "found") (target.checked ? unfold : fold)(row, "wb-more", { count: 1 });
    if (target.dataset.part === "na") (target.checked ? unfold : fold)(target.closest("[data-may]"), "wb-reason");
    if (target.dataset.part === "section") {
      for (const box of all("[data-part=looked]", target.closest("section"))) box.checked = target.checked;
    }
    if (current) state.windows[key(current)] = read();
  };
  const changed = ({ target }) => {
    tell("");
    if (target.dataset.clean) pressClean(target);
    else if (target.name === "kind") state.kind = target.value;
    else if (target.dataset.head) {
      state.head[target.dataset.head] = target.dataset.head === "team" ? target.value.trim().toUpperCase() : target.value;
      if (target === head.centre) {
        current = "";
        if (fact.window) choices(fact.window, windows(), "");
      }
    } else if (target.dataset.fact) state.fact = factNow();
    else if (target.closest("[data-part=window]")) tapped(target);
    keep();
    show();
  };

  const writeHead = () => {
    for (const [name, field] of Object.entries(head)) if (name !== "centre") field.value = state.head[name] ?? "";
    head.date.dataset.set = ""; // what it says before is seen by nobody, so that nothing moves
    for (const field of all("[name=kind]")) field.checked = field.value === state.kind;
    if (!centres) return;
    choices(head.centre, centres, state.head.centre);
    if (fact.window) choices(fact.window, windows(), state.fact.window);
  };
  const load = () => {
    try {
      state = { ...structuredClone(BLANK), ...store?.load() };
    } catch {
      state = structuredClone(BLANK); // what another version left is as good as nothing
    }
    state.head.date ||= today(rules.time_zone);
    writeHead();
    writeFact(state.fact);
  };

  const listCentres = async () => {
    try {
      const answer = await fetch(root.dataset.windows);
      if (!answer.ok) throw new Error(answer.statusText);
      centres = (await answer.json()).centres.filter((one) => one.windows.some((each) => served(one, each)));
    } catch {
      said("centres").textContent = say("读不到机构和窗口名单：连上网络再打开一次。");
      return;
    }
    writeHead();
    show();
  };

  // Once it was opened with a line, the page opens without one: a worker keeps what it is made of, for these pages alone.
  const keepOffline = async () => {
    const worker = window.isSecureContext && navigator.serviceWorker;
    if (!worker) {
      said("offline").textContent = say("没有网络时打不开这一页：填完以前不要关掉。");
      return;
    }
    try {
      await worker.register(root.dataset.worker);
      const { active } = await worker.ready;
      const parts = performance.getEntriesByType("resource").map(({ name }) => name);
      const needed = [window.location.href.split("#")[0], ...parts].filter((one) => one.startsWith(window.location.origin));
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => {
        said("offline").textContent = data.kept ? say("这一页已存到设备上，没有网络也打得开。") : say("没有网络时可能打不开这一页：填完以前不要关掉。");
      };
      active.postMessage({ keep: [...new Set(needed)] }, [port2]);
      await navigator.storage?.persist?.();
    } catch {
      said("offline").textContent = say("没有网络时可能打不开这一页：填完以前不要关掉。");
    }
  };

  for (const one of all("[data-paper]")) one.hidden = true; // in browsers whose style sheets know nothing of scripts
  for (const one of all("[data-do=share]")) one.hidden = !navigator.canShare;
  for (const one of all("[data-do=copy]")) one.hidden = !navigator.clipboard;
  load();
  root.addEventListener("input", changed);
  root.addEventListener("click", deed);
  said("forge").addEventListener("click", () => handed(file(), say("提交以后，网站会照常检查它。")));
  window.addEventListener("storage", ({ key: name }) => {
    if (name !== `windowboard:entry:${rules.standard}`) return;
    load(); // the same form in another tab: both show what was filled in last
    if (current) write();
    show();
  });
  window.addEventListener("beforeunload", (event) => {
    if (broken && !isSafe()) event.preventDefault();
  });
  keep();
  show();
  listCentres().then(keepOffline);
};

const root = typeof document === "undefined" ? null : document.getElementById("wb-entry");
if (root) start(root);
