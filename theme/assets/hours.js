// Is it open now? Make-up days have Monday's hours; nothing is guessed.
const table = document.querySelector(".wb-hours");
const place = document.querySelector(".wb-now");
const said = table.dataset;

const spans = (text) => text.split(" ").filter(Boolean).map((span) => span.split("-"));
const weekday = (day) => (new Date(day).getUTCDay() + 6) % 7;

const start = ({ zone, years, holidays, workdays }) => {
  const last = said.closed || "9";
  const week = said.week.split("/").map(spans);
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
    const own = week[weekday(day)];
    if (said.holidays === "open") return { open: own };
    if (!years.includes(parseInt(day))) return {};
    const off = holidays.find((one) => one.day === day);
    if (off) return { open: [], why: off.name };
    return { open: workdays.includes(day) && week[0][0] ? week[0] : own };
  };

  const next = (today) => {
    for (let days = 1; days < 15; days++) {
      const day = new Date(Date.parse(today) + days * 864e5).toISOString().slice(0, 10);
      const { open } = plan(day);
      if (!open || day > last) break;
      if (open[0]) return ` 下次：${day} 周${"一 二 三 四 五 六 日".split(" ")[weekday(day)]} ${open[0][0]}`;
    }
    return "";
  };

  const words = (day, time) => {
    if (day < said.opened || day > last) return ["off", "不在服务期间"];
    const { open, why, kind } = plan(day);
    const note = why ? `（${why}）` : "";
    if (!open) return ["unknown", "节假日安排未公布，以公告为准"];
    if (kind === "suspension") return ["shut", "暂停服务", note];
    if (!open[0]) return ["off", "今日休息", note + next(day)];
    const at = open.findIndex(([, end]) => time < end);
    if (at < 0) return ["over", "今日营业已结束", note + next(day)];
    const [from, to] = open[at];
    const later = open.slice(at + 1).map((span) => `；${span.join("–")}`).join("") + note;
    if (time >= from) return ["open", "今日营业，正在服务", `到 ${to}${later}`];
    return ["wait", at ? "今日营业，中间休息" : "今日营业，尚未开窗", `${from}–${to}${later}`];
  };

  const tick = () => {
    const part = {};
    for (const { type, value } of clock.formatToParts()) part[type] = value;
    const day = `${part.year}-${part.month}-${part.day}`;
    [place.dataset.state, title.textContent, detail.textContent = ""] = words(day, `${part.hour}:${part.minute}`);
    place.hidden = place.dataset.state === "shut" && document.querySelector(".wb-shut");
    setTimeout(tick, 6e4 - Date.now() % 6e4);
  };
  tick();
};

fetch(said.calendar).then((reply) => reply.json()).then(start);
