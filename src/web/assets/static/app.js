/* Optional enhancements: every page works without this script. ES2017, no dependencies, no storage. */
const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

/* Ignores a second submission of a form for eight seconds, because people tap twice on a slow network. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  window.setTimeout(() => delete form.dataset.sent, 8000);
});
window.addEventListener("pageshow", () => {
  for (const form of all("form[data-sent]")) delete form.dataset.sent;
});

/* Submits a filter form when one of its fields changes. */
for (const form of all("form[data-auto]")) {
  form.addEventListener("change", () => {
    form.submit();
  });
}

/* Suggests completions of the last word in the input, 120 ms after the last keystroke. */
for (const input of all("input[data-suggest]")) {
  let timer = 0;
  input.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(async () => {
      const text = input.value.split(/\s+/).pop() || "";
      if (!text || !window.fetch) return;
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(text.slice(0, 40))}`).catch(
        () => null,
      );
      if (answer === null || !answer.ok || !input.list) return;
      const before = input.value.slice(0, input.value.length - text.length);
      const options = (await answer.json()).items.map((item) => {
        const option = document.createElement("option");
        option.value = before + item.text;
        return option;
      });
      input.list.replaceChildren(...options);
    }, 120);
  });
}

/* Leads to the reason of a refusal in a browser that focuses only fields by itself. */
const refused = document.querySelector(".errors[autofocus]");
if (refused) refused.focus();

/* Sends a beacon for each tap on a phone link, so that the server can count calls. */
for (const link of all("a[data-call]")) {
  link.addEventListener("click", () => {
    const said = Object.assign({ channel: "web" }, link.dataset.via ? { via: link.dataset.via } : {});
    const body = new Blob([JSON.stringify(said)], { type: "application/json" });
    if (navigator.sendBeacon) navigator.sendBeacon(link.dataset.call, body);
  });
}

/* The key H opens the history: of the queue's open item, else of the page. */
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.toLowerCase() !== "h") return;
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const place = document.querySelector("[data-item][data-open]") || document;
  const history = place.querySelector("[data-history]");
  if (!history) return;
  event.preventDefault();
  if (history.href) history.click();
  else {
    history.scrollIntoView({ block: "start" });
    history.focus({ preventScroll: true });
  }
});

/*
 * Keyboard control of the review queue: J and K move, A approves, U undoes the last approval, R opens the
 * reasons, a digit picks one, X ticks, / leads to the search. After a decision the server marks the item
 * that follows.
 */
const queue = document.querySelector("[data-queue]");
if (queue) {
  const items = all("[data-item]", queue);
  const undo = document.querySelector("[data-undo]");
  let at = -1;
  const open = (index, scroll = true) => {
    at = Math.max(0, Math.min(items.length - 1, index));
    for (const [i, item] of items.entries()) {
      item.toggleAttribute("data-open", i === at);
      const body = item.querySelector("details[data-body]");
      if (body) body.open = i === at;
    }
    const item = items[at];
    if (!item) return;
    const heading = item.contains(refused) ? refused : item.querySelector("[tabindex], a, button");
    if (scroll) (heading === refused && refused ? refused : item).scrollIntoView({ block: "center" });
    if (heading) heading.focus({ preventScroll: true });
  };
  const find = document.querySelector("#list-search");
  /* Ticks the reason of this number in the fold that has the focus. */
  const pick = (box, digit) => {
    const boxes = all("input[type=checkbox]", box.closest("fieldset") || document.createElement("p"));
    const wanted = boxes[digit - 1];
    if (!wanted) return false;
    wanted.checked = !wanted.checked;
    wanted.focus();
    return true;
  };
  document.addEventListener("keydown", (event) => {
    const box = event.target.type === "checkbox";
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (box && /^[1-9]$/.test(event.key)) {
      if (pick(event.target, Number(event.key))) event.preventDefault();
      return;
    }
    if (!box && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const key = event.key.toLowerCase();
    if (key === "/" && find) {
      find.focus();
      find.select();
    } else if (key === "x" && items[at]) {
      const tick = items[at].querySelector("[name=ticked]");
      if (tick) tick.checked = !tick.checked;
    } else if (key === "j") open(at + 1);
    else if (key === "k") open(at - 1);
    else if (key === "u" && undo) undo.click();
    else if (key === "a" && items[at]) {
      const approve = items[at].querySelector("[data-approve]");
      if (approve) approve.click();
    } else if (key === "r" && items[at]) {
      const reasons = items[at].querySelector("details.sheet:not(.handover)");
      if (!reasons) return;
      reasons.open = true;
      reasons.querySelector("input:not([type=hidden]), textarea, select").focus();
    } else return;
    event.preventDefault();
  });
  const wrong = refused ? items.findIndex((item) => item.contains(refused)) : -1;
  if (wrong >= 0) open(wrong);
  else if (items.length && document.activeElement === document.body) {
    /* Without an item that was acted on, the top of the page with its counts and filters stays in sight. */
    const current = items.findIndex((item) => "current" in item.dataset);
    open(Math.max(0, current), current >= 0);
  }
}

/*
 * Refreshes the progress of a running import every 1.5 seconds. Reloads the page when the import has ended.
 */
const poll = document.querySelector("[data-poll]");
if (poll && window.fetch) {
  const again = () =>
    window.setTimeout(async () => {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
      if (answer === null || !answer.ok) return again();
      const next = new DOMParser()
        .parseFromString(await answer.text(), "text/html")
        .querySelector("[data-poll]");
      if (!next) return location.reload();
      poll.innerHTML = next.innerHTML;
      again();
    }, 1500);
  again();
}

/* Shows the print buttons, which stay hidden without this script. */
for (const place of all("[data-print]")) {
  place.hidden = false;
  place.addEventListener("click", () => window.print());
}
