/*
 * Renews the parts of a page that have data-fresh, each by itself, so that a picture that plays and a field
 * that somebody fills stay. Reads the whole page anew if it has other parts now. ES2017.
 */
import { setLeft } from "./countdown.js";

/* The style of another page has that page's nonce, and the browser reports it as a violation here. */
const STYLES = /<style\b[^>]*>[^<]*<\/style>/g;

const parts = (root) => Array.from(root.querySelectorAll("[data-fresh]"));
const keysOf = (root) =>
  parts(root)
    .map((part) => part.dataset.fresh)
    .join(" ");

/* The seconds of a countdown differ at each look, and are no other content. */
function contentOf(part) {
  const copy = part.cloneNode(true);
  for (const left of copy.querySelectorAll("[data-left]")) {
    left.removeAttribute("data-left");
    left.textContent = "";
  }
  for (const open of copy.querySelectorAll("details[open]")) open.removeAttribute("open");
  for (const marked of copy.querySelectorAll("[data-open]")) marked.removeAttribute("data-open");
  return copy.innerHTML;
}

const isFilled = (part) =>
  part.contains(document.activeElement) && /^(?:INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);

/* Puts the focus on the button of the same name and value, or of the same place, after a part was renewed. */
function keepFocus(part, next) {
  const active = document.activeElement;
  if (!part.contains(active)) return () => undefined;
  const { name = "", value = "" } = active;
  const tag = active.tagName.toLowerCase();
  return () => {
    const same = Array.from(next.querySelectorAll(tag)).find(
      (one) => one.name === name && one.value === value,
    );
    const first = same || next.querySelector("button, a, summary, [tabindex]");
    if (first) first.focus({ preventScroll: true });
  };
}

function renew(part, next) {
  const lefts = Array.from(next.querySelectorAll("[data-left]"), (left) => Number(left.dataset.left));
  if (contentOf(part) === contentOf(next) || isFilled(part)) {
    const shown = part.querySelectorAll("[data-left]");
    if (shown.length !== lefts.length) return;
    for (const [at, left] of Array.from(shown).entries()) setLeft(left, lefts[at]);
    return;
  }
  const open = Array.from(part.querySelectorAll("details"), (details) => details.open);
  next.querySelectorAll("details").forEach((details, at) => {
    if (open[at]) details.open = true;
  });
  const scroll = Array.from(part.querySelectorAll("ol"), (list) => list.scrollTop);
  const focus = keepFocus(part, next);
  part.replaceWith(next);
  next.querySelectorAll("ol").forEach((list, at) => {
    list.scrollTop = scroll[at] || 0;
  });
  focus();
}

/* Shows the parts of another state of this page. */
export function show(html) {
  const page = new DOMParser().parseFromString(html.replace(STYLES, ""), "text/html");
  if (keysOf(page) !== keysOf(document)) return false;
  const fresh = parts(page);
  for (const [at, part] of parts(document).entries()) renew(part, document.adoptNode(fresh[at]));
  return true;
}

/*
 * Asks for the page every few seconds, and when `look` is called. A hidden page does not ask. Another page
 * at the same address, such as the sign-in, is shown as a whole. `lost` is called when no answer came.
 */
export function startRefresh({
  everyMs,
  address = location.href,
  after = () => undefined,
  lost = () => undefined,
}) {
  let timer = 0;
  let asking = false;
  async function look() {
    window.clearTimeout(timer);
    if (!asking && document.visibilityState === "visible") {
      asking = true;
      try {
        const answer = await fetch(address, { headers: { accept: "text/html" } });
        if (answer.status >= 500) lost();
        else if (show(await answer.text())) after();
        else location.reload();
      } catch {
        /* Without network the next look comes in its time. */
        lost();
      }
      asking = false;
    }
    timer = window.setTimeout(look, everyMs);
  }
  timer = window.setTimeout(look, everyMs);
  document.addEventListener("visibilitychange", look);
  return look;
}
