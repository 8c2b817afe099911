/*
 * A form that keeps what it says while there is no network and sends it later, once: each has an id of its own that the
 * server knows again. What waits lies in this browser alone until it is sent. ES2017, no dependencies.
 */
const form = document.querySelector("form[data-outbox]");
const shown = document.querySelector("[data-outbox-state]");

/* A browser without storage sends the form as it would without this file. */
const box = (() => {
  try {
    window.localStorage.setItem("outbox", "1");
    return window.localStorage;
  } catch (_error) {
    return null;
  }
})();

const uuid = () => {
  const bytes = Array.from(window.crypto.getRandomValues(new Uint8Array(16)));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [8, 12, 16, 20, 32].map((end, n) => hex.slice([0, 8, 12, 16, 20][n], end)).join("-");
};

if (form && box && window.fetch) {
  const address = form.dataset.outbox;
  const key = `outbox ${address}`;
  const read = () => JSON.parse(box.getItem(key) || "[]");
  const write = (all) => box.setItem(key, JSON.stringify(all));
  const say = (text) => {
    const waiting = read().length;
    shown.textContent = [text, waiting ? `${waiting} ${form.dataset.pending}` : ""]
      .filter(Boolean)
      .join(" · ");
    shown.hidden = !shown.textContent;
  };
  let sending = false;

  /* One after the other, oldest first: sent or refused leaves the box, no network leaves the rest in it. */
  const send = async () => {
    if (sending) return;
    sending = true;
    let [sent, refused] = [0, ""];
    for (let next = read()[0]; next; next = read()[0]) {
      const answer = await fetch(address, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(next),
      }).catch(() => null);
      if (answer === null || answer.status >= 500 || answer.status === 429) break;
      write(read().slice(1));
      if (answer.ok) sent += 1;
      else refused += ` ${next.code}`;
    }
    sending = false;
    if (refused) say(`${form.dataset.refused}：${refused}`);
    else if (sent) location.reload();
    else say(form.dataset.held);
  };

  const hold = () => {
    const said = new FormData(form);
    const text = (name) => String(said.get(name) || "").trim();
    const one = { nonce: text("nonce") || uuid(), code: text("code"), postingId: text("postingId") };
    for (const name of ["note", "callName", "canDo"]) if (text(name)) one[name] = text(name);
    for (const name of ["intent", "agreed"]) if (said.get(name)) one[name] = true;
    one.heldSince = new Date().toISOString();
    if (!one.code || !one.postingId) return;
    write(read().concat(one));
    form.reset();
    form.elements.nonce.value = uuid();
    say(form.dataset.held);
  };

  /* A hall's network may be up and carry nothing: what does not answer in three seconds is no network. */
  const reached = () =>
    Promise.race([
      fetch("/healthz", { cache: "no-store" }).then((answer) => answer.ok),
      new Promise((done) => window.setTimeout(done, 3000, false)),
    ]).catch(() => false);

  let asking = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    if (navigator.onLine && (await reached())) form.submit();
    else hold();
    asking = false;
    delete form.dataset.sent;
  });
  window.setInterval(() => {
    if (read().length > 0 && navigator.onLine) send();
  }, 15000);
  window.addEventListener("online", send);
  if (read().length > 0) send();
}
