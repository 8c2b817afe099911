/* A livestream as text: new lines come by themselves, newest on top, and the reader is counted as one of the
   text. No player and no picture. ES2017. */
import { openBeats } from "./beats.js";
import { claimEntries } from "./claims.js";

const RELOAD_MS = 3000;
const OVER = ["ended", "cancelled"];
/* A change of these needs another page: its phase and postings are others now. */
const NEW_PAGE = ["onAir", "resumed", "changed"];

const list = document.querySelector("[data-lines]");
const state = document.querySelector("[data-state]");
const words = JSON.parse(list.dataset.words);
const { channel } = list.dataset;
const via = channel ? `?via=${encodeURIComponent(channel)}` : "";
const claimEntry = claimEntries(words.claims);
const beats = openBeats(list.dataset.beats, list.dataset.token);
const clock = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  month: "numeric",
  day: "numeric",
  weekday: "short",
  hour: "numeric",
  minute: "2-digit",
  hourCycle: "h23",
});

/* Returns a time as the server writes it. */
function timeText(at) {
  const parts = clock
    .formatToParts(new Date(at))
    .map(({ type, value }) => [type, type === "hour" ? String(Number(value)) : value]);
  return parts.reduce((text, [type, value]) => text.replace(`{${type}}`, value), words.time);
}

const reload = () => window.setTimeout(() => location.reload(), Math.random() * RELOAD_MS);

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function link(postingId, step, text, className) {
  const made = element("a", text, className);
  made.href = `/postings/${encodeURIComponent(postingId)}${step}${via}`;
  return made;
}

const heading = (at, name) => element("p", `${timeText(at)} ${name}`, "quiet small");

function line(key, at, name) {
  const item = element("li", "", "card");
  item.dataset.line = key;
  item.append(heading(at, name));
  return item;
}

function pinLine({ id, postingId, pinnedAt, title, employer }) {
  const item = line(`pin-${id}`, pinnedAt, words.pinned);
  const [about, name] = [element("p"), element("b")];
  name.append(link(postingId, "", title));
  about.append(name, ` · ${employer}`);
  const apply = link(postingId, "/apply", words.apply, "button");
  apply.append(element("span", ` ${title}`, "sr"));
  item.append(about, apply);
  return item;
}

function questionLine(question, at) {
  const { id, text, askers, title, postingId, answer, onAirAt } = question;
  const item = line(`question-${id}`, at, words.question);
  const asked = element("p");
  asked.append(element("b", text));
  if (askers > 1)
    asked.append(" ", element("span", words.askers.replace("{n}", String(askers)), "quiet small"));
  item.append(asked);
  if (title) {
    const about = element("p", "", "quiet small");
    about.append(link(postingId, "", words.about.replace("{title}", title)));
    item.append(about);
  }
  if (answer) {
    const said = element("p");
    said.append(element("b", words.answers[answer.from]), ` ${answer.text}`);
    item.append(said);
  }
  if (onAirAt) item.append(element("p", words.onAir, "quiet small"));
  return item;
}

const find = (selector) => list.querySelector(selector);
const findLine = (key) => find(`[data-line="${CSS.escape(key)}"]`);

function add(item) {
  const none = document.querySelector("[data-none]");
  if (none) none.remove();
  list.prepend(item);
}

function end() {
  beats.close();
  state.textContent = words.over;
  for (const part of document.querySelectorAll("[data-after]")) part.hidden = false;
}

function takeState({ what, pin }) {
  if (OVER.includes(what)) end();
  else if (NEW_PAGE.includes(what)) reload();
  else if (pin && !findLine(`pin-${pin.id}`)) add(pinLine(pin));
}

function takeQuestion(question) {
  const old = findLine(`question-${question.id}`);
  if (old) old.remove();
  if (question.state !== "passed" && question.state !== "answered") return;
  const times = [question.askedAt, question.onAirAt, question.answer && question.answer.at];
  add(questionLine(question, times.filter(Boolean).sort().pop()));
}

function takeClaim(claim) {
  const old = find(`[data-claim="${CSS.escape(claim.id)}"]`);
  if (claim.withdrawn) {
    if (old) old.remove();
    return;
  }
  const item = claimEntry(claim);
  item.prepend(heading(claim.at, words.claim));
  if (old) old.replaceWith(item);
  else add(item);
}

if (window.EventSource) {
  const source = new EventSource(list.dataset.events);
  const on = (kind, take) => source.addEventListener(kind, (event) => take(JSON.parse(event.data)));
  on("state", takeState);
  on("question", takeQuestion);
  on("claim", takeClaim);
  source.addEventListener("reset", reload);
  source.addEventListener("end", () => {
    source.close();
    end();
  });
}
