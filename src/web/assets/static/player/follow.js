/*
 * Client script of a livestream's page for what comes next: the countdown to another city's livestream, the
 * way there, and the standby film while the picture is lost. Who watches the picture is taken along. ES2017.
 */
import { setLeft, startCountdowns } from "../room/countdown.js";

/* Viewers go after a random delay, so that all do not ask at once. */
const SPREAD_MS = 5000;
const PLAY = "#play";

const place = document.querySelector("[data-next]");
const standby = document.querySelector("[data-standby-place]");
const words = JSON.parse(place.dataset.words);
let going = false;
let over = false;
let lost = Boolean(document.querySelector("[data-now] .notice.waiting"));

const fill = (text, places) => text.replace(/\{(\w+)\}/g, (all, name) => places[name] || all);
const isPlaying = () => {
  const video = document.querySelector("[data-screen] video");
  return Boolean(video) && !video.paused;
};

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function notice(kind, ...children) {
  const box = element("div", "", `notice ${kind}`);
  box.setAttribute("role", "status");
  box.append(...children);
  place.replaceChildren(box);
}

function count(to, leftS) {
  const line = element("p", fill(words.soon, { city: to.cityName }));
  const left = element("b", "", "countdown");
  setLeft(left, leftS);
  line.append(" ", left);
  notice("waiting", line, element("p", words.hint, "quiet small"));
}

function go(to) {
  const link = element("a", fill(words.follow, { title: to.title }), "button primary");
  link.href = `/livestreams/${encodeURIComponent(to.id)}`;
  const way = element("p");
  way.append(link);
  notice("done", element("p", fill(words.next, { city: to.cityName })), way);
  if (going || !isPlaying()) return;
  going = true;
  window.setTimeout(() => location.assign(`${link.href}${PLAY}`), Math.random() * SPREAD_MS);
}

/* Takes the news of a hand-over in which this livestream gives or takes. */
export function takeHandover(event) {
  const { from, to, state, dueAt, at } = JSON.parse(event.data);
  if (from.id !== place.dataset.next) return;
  if (state === "counting" || state === "late") {
    count(to, Math.max(0, Math.ceil((Date.parse(dueAt) - Date.parse(at)) / 1000)));
  } else if (state === "handed") go(to);
  else place.replaceChildren();
}

/* Writes a sentence above the picture. An empty one removes what stands there. */
function tell(text, kind) {
  const now = document.querySelector("[data-now]");
  if (!now) return;
  now.replaceChildren();
  if (!text) return;
  const box = element("div", text, `notice ${kind}`);
  box.setAttribute("role", "status");
  now.append(box);
}

/* Says above the picture whether it is there. A page must not say that it is live without one. */
function say(picture) {
  const phase = document.querySelector("[data-phase]");
  const status = phase && phase.querySelector(".status");
  if (status) {
    status.textContent = picture ? phase.dataset.live : phase.dataset.lost;
    status.className = `status ${picture ? "done" : "waiting"}`;
  }
  const now = document.querySelector("[data-now]");
  tell(picture || !now ? "" : now.dataset.now, "waiting");
}

/* Says that the livestream is over, and removes what was true only before. */
export function takeEnd() {
  over = true;
  const phase = document.querySelector("[data-phase]");
  const status = phase && phase.querySelector(".status");
  if (status) {
    status.textContent = phase.dataset.over;
    status.className = "status stopped";
  }
  tell("");
  const shown = standby && standby.querySelector("[data-standby]");
  if (shown) shown.remove();
  for (const part of document.querySelectorAll("[data-until-over]")) part.hidden = true;
}

/* Returns true while the page says above the picture that it is lost. */
export const saysLost = () => lost;

/* Shows the standby film while the picture is lost, and removes it when the picture is back. */
export function takePicture(picture) {
  if (over) return;
  lost = !picture;
  say(picture);
  if (!standby) return;
  const shown = standby.querySelector("[data-standby]");
  if (picture && shown) shown.remove();
  if (!picture && !shown) standby.append(standby.querySelector("template").content.cloneNode(true));
}

startCountdowns();

/* A viewer who was taken along need not tap again. The picture starts without sound. */
const start = document.querySelector("[data-start]");
if (location.hash === PLAY && start) window.setTimeout(() => start.click(), 0);
