/* Client script of a livestream's page: the card of the posting that is being explained, the button that
   brings the player, and the beats by which viewers are counted. The player comes only on demand. ES2017. */
import { openBeats } from "./beats.js";
import { openCard } from "./card.js";
import { openClaims } from "./claims.js";
import { saysLost, takeEnd, takeHandover, takePicture } from "./follow.js";
import { openList } from "./list.js";
import { openQuestions } from "./questions.js";

/* The page reloads after a random delay, so that all viewers do not ask at once. */
const RELOAD_MS = 3000;
const OVER = ["ended", "cancelled"];
/* A change of these needs another page: there is something to watch now. */
const NEW_PAGE = ["onAir", "resumed", "changed"];

const openedAt = performance.now();
const stage = document.querySelector("[data-watch]");
const state = stage.querySelector("[data-state]");
const start = stage.querySelector("[data-start]");
const words = JSON.parse(stage.dataset.words);
const card = openCard(stage, words);
const questions = openQuestions(words);
const claims = openClaims(document.querySelector("[data-claims]"));
const beats = openBeats(stage.dataset.beats, stage.dataset.token);
let player = null;
let captions = null;
openList();

/* What stands above the picture already is not said below it. */
const say = (text) => {
  state.textContent = text === words.still && saysLost() ? "" : text;
};
/* Somebody is writing a question, which another page would not have. */
const writing = () =>
  Array.from(document.querySelectorAll("[data-asking] textarea")).some(({ value }) => value);
const reload = () =>
  window.setTimeout(() => (writing() ? reload() : location.reload()), Math.random() * RELOAD_MS + 500);

function end() {
  if (captions) captions.close();
  if (player) player.close();
  player = null;
  beats.close();
  takeEnd();
  card.show(null, null, true);
  say(words.over);
  if (start) start.hidden = true;
  /* The page of a livestream that is over offers what comes next. */
  for (const part of document.querySelectorAll("[data-after]")) part.hidden = false;
}

/* The picture is seconds behind the event, so its card waits as long. */
function take(event) {
  const { what, pin, next, picture } = JSON.parse(event.data);
  const waitMs = player ? player.delayMs() : 0;
  window.setTimeout(() => {
    if (OVER.includes(what)) end();
    if (what === "cancelled") return reload();
    if (what === "ended") return;
    if (what === "signal") {
      takePicture(picture);
      return say(state.textContent);
    }
    if (NEW_PAGE.includes(what) && !player) return reload();
    return card.show(pin, next);
  }, waitMs);
}

/* A check was typed after the words were said, so it is shown at once. */
const takeClaim = (event) => claims.show(JSON.parse(event.data));

if (window.EventSource && stage.dataset.events) {
  const source = new EventSource(stage.dataset.events);
  source.addEventListener("state", take);
  source.addEventListener("question", questions.news);
  source.addEventListener("claim", takeClaim);
  source.addEventListener("handover", takeHandover);
  /* Events were missed. The page is read anew, unless that would stop the picture. */
  source.addEventListener("reset", () => player || reload());
  source.addEventListener("end", () => {
    source.close();
    end();
  });
}

/* Brings the captions, if there are any. */
async function caption() {
  const { captions: address, captionsGrow, aired } = stage.dataset;
  if (!address) return;
  const { openCaptions } = await import("./captions.js");
  const airedS = Number(aired) + (performance.now() - openedAt) / 1000;
  const given = { address, airedS, grows: captionsGrow === "1", label: words.captions };
  if (player) captions = openCaptions(player, given);
}

async function open() {
  start.disabled = true;
  say(words.opening);
  try {
    const { openPlayer } = await import("./player.js");
    player = await openPlayer(stage.querySelector("[data-screen]"), {
      playlist: stage.dataset.playlist,
      words,
      say,
      /* Asks the server whether the event goes on, while nothing moves. */
      lost: () =>
        fetch(stage.dataset.asked, { headers: { accept: "application/json" } })
          .then((answer) => (answer.ok ? answer.json() : null))
          .then((now) => {
            if (now && ["ended", "replay", "cancelled"].includes(now.phase)) end();
          })
          .catch(() => undefined),
    });
    beats.follow(player);
    /* The button goes, so the focus of the keyboard moves on to the picture. */
    start.hidden = true;
    player.video.focus({ preventScroll: true });
    caption().catch(() => undefined);
  } catch {
    start.disabled = false;
    say(words.failed);
  }
}

if (start) {
  start.hidden = false;
  start.addEventListener("click", open);
}
