/* Counts seconds down in each element with data-left, from the moment at which it came. ES2017. */
const ends = new WeakMap();

const clock = (s) => `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;

/* Takes the server's number of seconds for an element. The clock of this device is not asked. */
export function setLeft(element, leftS) {
  element.dataset.left = String(leftS);
  ends.set(element, performance.now() + leftS * 1000);
}

function tick() {
  for (const element of document.querySelectorAll("[data-left]")) {
    if (!ends.has(element)) setLeft(element, Number(element.dataset.left));
    const text = clock(Math.max(0, Math.ceil((ends.get(element) - performance.now()) / 1000)));
    if (element.textContent !== text) element.textContent = text;
  }
}

export function startCountdowns() {
  tick();
  window.setInterval(tick, 250);
}
