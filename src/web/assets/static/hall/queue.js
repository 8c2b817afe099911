/*
 * Renews the queue screen without a reload, says when the line is broken, and speaks new calls if somebody
 * turned the sound on and the browser has a Chinese voice. ES2017.
 */
import { startRefresh } from "../room/refresh.js";

const EVERY_MS = 5000;
const screen = document.querySelector("[data-queue]");
const line = document.querySelector("[data-line]");
const button = document.querySelector("[data-sound]");
const speech = window.speechSynthesis;

const calls = () => Array.from(document.querySelectorAll("[data-call]"));
const heard = new Set();
let sounds = false;

const chinese = () =>
  speech &&
  window.SpeechSynthesisUtterance &&
  speech.getVoices().find(({ lang }) => /^(zh|cmn)\b/i.test(lang));

function speak(text) {
  const words = new window.SpeechSynthesisUtterance(text);
  words.voice = chinese();
  words.lang = words.voice.lang;
  words.rate = 0.9;
  speech.speak(words);
}

/* Each call is spoken once. Those of before the sound was turned on are not. */
function hear() {
  for (const call of calls()) {
    if (heard.has(call.dataset.call)) continue;
    heard.add(call.dataset.call);
    if (sounds && chinese()) speak(call.dataset.say);
  }
  /* A number that is called again later is spoken again. */
  const now = new Set(calls().map((call) => call.dataset.call));
  for (const call of Array.from(heard)) if (!now.has(call)) heard.delete(call);
}

function offerSound() {
  button.hidden = !chinese();
}

if (button && speech) {
  offerSound();
  /* Browsers load their voices after the page. */
  if (speech.addEventListener) speech.addEventListener("voiceschanged", offerSound);
  button.addEventListener("click", () => {
    sounds = !sounds;
    button.textContent = sounds ? button.dataset.off : button.dataset.on;
    button.setAttribute("aria-pressed", String(sounds));
    if (sounds) speak(button.dataset.first);
    else speech.cancel();
  });
}

if (screen && window.fetch) {
  line.textContent = screen.dataset.live;
  hear();
  startRefresh({
    everyMs: EVERY_MS,
    after() {
      line.textContent = screen.dataset.live;
      hear();
    },
    lost() {
      line.textContent = screen.dataset.lost;
    },
  });
}
