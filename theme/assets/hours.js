// Is it open now? Make-up days have Monday's hours; nothing is guessed.
const { say, put } = windowboard;
const table = document.querySelector(".wb-hours");
const place = document.querySelector(".wb-now");
const said = table.dataset;

const spans = (text) => text.split(" ").filter(Boolean)
  .map((span) => (span === "24h" ? ["00:00", "24:00"] : span.split("-")));
const shift = (day, days) => new Date(Date.parse(day) + days * 864e5).toISOString().slice(0, 10);
const nightly = ([from, to]) => to < from;
const weekday = (day) => (new Date(day).getUTCDay() + 6) % 7;

const start = ({ zone, years, holidays, workdays }) => {
  const last = said.closed || "9";
  const week = [];
  for (const day of said.week.split("/")) week.push(day === "=" ? week.at(-1) : spans(day));
  const rows = [...table.querySelectorAll("[data-since]")].map((row) => ({
    ...row.dataset, why: row.querySelector("span").textContent,
  }));
  const [title, detail] = place.children;
  const two = "2-digit";
  const clock = new Intl.DateTimeFormat("en", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: two, day: two, hour: two, minute: two,
  });

  const plan = (day) => {
    const row = rows.find(({ since, until }) => since <= day && (!until || day <= until));
    if (row) return { ...row, open: spans(row.open) };
    if (!/\d/.test(said.week)) return { kind: "none" };
    const own = week[weekday(day)];
    if (said.holidays === "open") return { open: own };
    if (!years.includes(parseInt(day))) return {};
    const off = holidays.find((one) => one.day === day);
    if (off) return { open: [], why: off.name };
    return { open: workdays.includes(day) && week[0][0] ? week[0] : own };
  };

  const next = (today) => {
    for (let days = 1; days < 15; days++) {
      const day = shift(today, days);
      const { open } = plan(day);
      if (!open || day > last) break;
      if (open[0]) return " " + say("下次：{day} 周{split} {open}", {
        day,
        split: say("一 二 三 四 五 六 日").split(" ")[weekday(day)],
        open: open[0][0],
      });
    }
    return "";
  };

  const inService = (day) => day >= said.opened && day <= last;
  const text = ([from, to]) => {
    if (to === "24:00") return say("全天 24 小时");
    return nightly([from, to]) ? say("{from}–次日 {to}", { from, to }) : `${from}–${to}`;
  };

  const words = (day, time) => {
    if (!inService(day)) return ["off", say("不在服务期间")];
    const { open: own, why, kind } = plan(day);
    if (kind === "none") return ["none", ""];
    const note = why ? say("（{why}）", { why }) : "";
    if (!own) return ["unknown", say("节假日安排未公布，以公告为准")];
    if (kind === "suspension") return ["shut", say("暂停服务"), note];
    const before = shift(day, -1);
    const night = inService(before) && plan(before).open?.find(nightly);
    const open = night ? [["00:00", night[1]], ...own] : own;
    if (!open[0]) return ["off", say("今日休息"), note + next(day)];
    const at = open.findIndex((span) => nightly(span) || time < span[1]);
    if (at < 0) return ["over", say("今日营业已结束"), note + next(day)];
    const [from, to] = open[at];
    const later = open.slice(at + 1).map((span) => say("；{text}", { text: text(span) })).join("") + note;
    const until = to === "24:00" ? text(open[at]) : nightly(open[at]) ? say("到次日 {to}", { to }) : say("到 {to}", { to });
    if (time >= from) return ["open", say("今日营业，正在服务"), until + later];
    return ["wait", at ? say("今日营业，中间休息") : say("今日营业，尚未开窗"), text(open[at]) + later];
  };

  const tick = () => {
    const part = {};
    for (const { type, value } of clock.formatToParts()) part[type] = value;
    const day = `${part.year}-${part.month}-${part.day}`;
    const [state, now, more = ""] = words(day, `${part.hour}:${part.minute}`);
    place.dataset.state = state;
    put(title, now);
    put(detail, more);
    place.hidden = state === "none" || (state === "shut" && document.querySelector(".wb-shut"));
    setTimeout(tick, 6e4 - Date.now() % 6e4);
  };
  tick();
};

fetch(said.calendar).then((reply) => reply.json()).then(start);
