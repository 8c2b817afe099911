/*
 * Client script of the control room: it renews the page's parts by polling and by live events, sends its
 * forms without leaving the page, plays small pictures on a tap, and listens to keys. ES2017.
 */
import { startCountdowns } from "./countdown.js";
import { show, startRefresh } from "./refresh.js";

const EVERY_MS = 3000;
const room = document.querySelector("[data-room]");
const columns = () => Array.from(room.querySelectorAll("[data-column]"));
const players = new Map();
let current = 0;

function mark() {
  for (const [at, column] of columns().entries()) column.toggleAttribute("data-current", at === current);
}

startCountdowns();
mark();
const look = startRefresh({ everyMs: EVERY_MS, address: room.dataset.room, after: mark });

/* One connection brings the events of all livestreams. What they say is read from the page itself. */
function listen() {
  if (!window.EventSource || !room.dataset.events) return;
  const source = new EventSource(room.dataset.events);
  for (const kind of ["state", "handover", "question", "claim", "reset"]) source.addEventListener(kind, look);
}
listen();

/* Sends a form and shows the answer, which is this page again. Anything else is left to the browser. */
async function send(form, submitter) {
  const fields = new URLSearchParams(new FormData(form));
  if (submitter && submitter.name) fields.set(submitter.name, submitter.value);
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields });
    const html = await answer.text();
    if (!show(html)) location.assign(room.dataset.room);
    mark();
  } catch {
    look();
  } finally {
    delete form.dataset.sent;
  }
}
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!room.contains(form) || event.defaultPrevented) return;
  event.preventDefault();
  send(form, event.submitter);
});

async function picture(column) {
  const screen = column.querySelector("[data-playlist]");
  if (!screen) return;
  const button = screen.querySelector("[data-look]");
  const place = screen.querySelector("[data-screen]");
  const open = players.get(screen);
  if (open) {
    open.close();
    players.delete(screen);
    button.textContent = room.dataset.open;
    return;
  }
  const { openPlayer } = await import("../player/player.js");
  const words = JSON.parse(screen.dataset.words);
  const say = (text) => {
    screen.querySelector("[data-say]").textContent = text;
  };
  try {
    const { playlist } = screen.dataset;
    players.set(screen, await openPlayer(place, { playlist, words, say, lost: () => undefined }));
    button.textContent = room.dataset.close;
  } catch {
    say(words.failed);
  }
}
for (const column of columns()) {
  const button = column.querySelector("[data-look]");
  if (!button) continue;
  button.hidden = false;
  button.addEventListener("click", () => picture(column));
}

function choose(at) {
  if (at < 0 || at >= columns().length) return;
  current = at;
  mark();
  columns()[at].scrollIntoView({ block: "nearest" });
}

/* Moves the mark in the run sheet of the chosen livestream. */
function move(step) {
  const items = Array.from(columns()[current].querySelectorAll("[data-item]"));
  if (items.length === 0) return;
  const marked = items.findIndex((item) => item.hasAttribute("data-open"));
  const from = marked < 0 ? items.findIndex((item) => item.hasAttribute("aria-current")) : marked;
  const at = Math.max(0, Math.min(items.length - 1, from + step));
  for (const [n, item] of items.entries()) item.toggleAttribute("data-open", n === at);
  const button = items[at].querySelector("button");
  items[at].scrollIntoView({ block: "nearest" });
  if (button) button.focus({ preventScroll: true });
}

function press(selector) {
  const button = columns()[current].querySelector(selector);
  if (button) button.click();
}

/* Opens the fold around a field and goes to it. */
function goTo(selector) {
  const field = columns()[current].querySelector(selector);
  if (!field) return;
  const fold = field.closest("details");
  if (fold) fold.open = true;
  field.focus();
}

const KEYS = {
  KeyN: () => press('[data-key="n"]'),
  KeyU: () => press('[data-key="u"]'),
  KeyP: () => press("[data-open] button"),
  KeyH: () => goTo("[data-hand]"),
  KeyL: () => picture(columns()[current]),
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
};
document.addEventListener("keydown", (event) => {
  const { code, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || columns().length === 0) return;
  if (/^(?:INPUT|SELECT|TEXTAREA|VIDEO)$/.test(target.tagName)) return;
  const digit = /^(?:Digit|Numpad)([1-5])$/.exec(code);
  const act = digit ? () => choose(Number(digit[1]) - 1) : KEYS[code];
  if (!act) return;
  event.preventDefault();
  act();
});
