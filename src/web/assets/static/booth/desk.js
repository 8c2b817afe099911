/* Client script of the booth desk: scans with the camera, and queues scans while offline. ES2017. */
import { offerCamera } from "../scanner/camera.js";
import { isSigned, readCode } from "../scanner/check-ticket.js";
import { newId } from "../scanner/new-id.js";
import { cacheForOffline } from "../workers/register-worker.js";
import { openOutbox } from "./outbox.js";

/* The page of a cancelled or closed fair has no form. Queued scans are still sent and listed. */
const form = document.querySelector("form[data-scan]");
const line = document.getElementById("outbox-state");
const list = document.getElementById("outbox-refused");
const last = document.getElementById("said");
const words = JSON.parse(list.dataset.words);
const outbox = window.fetch ? openOutbox(list.dataset.outbox) : null;
const { code, nonce } = form ? form.elements : {};
const TEXTS = ["code", "note", "callName", "canDo"];
const CHECKS = ["intent", "agreed"];
const SYNC_MS = 15000;
const REACH_MS = 3000;

const fill = (text, n) => text.replace("{n}", String(n));
const untouched = () => !form || TEXTS.every((name) => !form.elements[name].value);

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function fillIn(scan) {
  for (const name of TEXTS) form.elements[name].value = scan[name] || "";
  for (const name of CHECKS) form.elements[name].checked = Boolean(scan[name]);
  for (const choice of form.querySelectorAll('[name="postingId"]'))
    if (choice.type === "radio") choice.checked = choice.value === scan.postingId;
    else choice.value = scan.postingId;
}

/* Renders a refused scan as a list item. The user reopens the scan in the form or discards it. */
function refusedItem({ scan, refused }) {
  const item = document.createElement("li");
  const said = [scan.code, scan.callName, words.reasons[refused.code] || refused.title].filter(Boolean);
  const again = button(words.again, () => {
    fillIn(scan);
    outbox.drop(scan.nonce);
    tell("");
    code.focus();
  });
  const away = button(words.away, () => {
    outbox.drop(scan.nonce);
    tell("");
  });
  const acts = document.createElement("p");
  acts.className = "row";
  if (form) acts.append(again);
  acts.append(away);
  item.append(said.join(" · "), acts);
  return item;
}

/* The answer to the scan before goes as soon as there is something to say of a later one. */
function tell(text) {
  if (text) last.hidden = true;
  const [waiting, refused] = [outbox.waiting().length, outbox.refused()];
  line.textContent = [text, waiting ? fill(words.pending, waiting) : ""].filter(Boolean).join(" · ");
  line.hidden = !line.textContent;
  list.querySelector("ul").replaceChildren(...refused.map(refusedItem));
  list.hidden = refused.length === 0;
}

let sending = null;
function send() {
  if (!sending)
    sending = (async () => {
      const { sent, stopped } = await outbox.send();
      /* Reload to list the new visits, unless the user has typed into the form. */
      if (sent > 0 && untouched()) return location.reload();
      if (stopped === "signIn") tell(words.signIn);
      else if (stopped) tell(words.held);
      else tell(sent > 0 ? fill(words.sent, sent) : "");
    })().finally(() => {
      sending = null;
    });
  return sending;
}

/*
 * Resolves to the reason why a code cannot be right, or to an empty text. Only a booth at a fair of another
 * city has the keys. A typed reference, and a key that is not known here, are left to the server.
 */
async function faultOf(text) {
  const code = readCode(text);
  if (!form.dataset.check || !code) return "";
  const { fairId, venueId, keys } = JSON.parse(form.dataset.check);
  const { f, v, k } = code.payload;
  if (f !== fairId) return "UNKNOWN_TICKET";
  if (keys.some(({ id }) => id === k) && (await isSigned(code, keys)) === false) return "UNKNOWN_TICKET";
  return venueId && v !== venueId ? "OTHER_VENUE" : "";
}

async function hold() {
  const said = new FormData(form);
  const scan = { nonce: nonce.value, heldSince: new Date().toISOString() };
  for (const name of TEXTS.concat("postingId")) {
    const text = String(said.get(name) || "").trim();
    if (text) scan[name] = text;
  }
  for (const name of CHECKS) if (said.get(name)) scan[name] = true;
  if (!scan.code || !scan.postingId) return tell(words.missing);
  const fault = await faultOf(scan.code);
  if (fault) return tell(words.reasons[fault]);
  outbox.hold(scan);
  form.reset();
  nonce.value = newId();
  tell(words.held);
  code.focus();
}

/*
 * Resolves to true if the server answers within three seconds. `navigator.onLine` is also true on a network
 * without internet.
 */
const reached = () =>
  Promise.race([
    fetch("/healthz", { cache: "no-store" }).then((answer) => answer.ok),
    new Promise((done) => window.setTimeout(done, REACH_MS, false)),
  ]).catch(() => false);

let asking = false;
async function submit(event) {
  event.preventDefault();
  if (asking) return;
  asking = true;
  if (navigator.onLine && (await reached())) form.submit();
  else await hold();
  asking = false;
  delete form.dataset.sent;
}

/* When online again: sends the queued scans, then reloads an offline page to get the full booth desk. */
async function catchUp() {
  if (!navigator.onLine) return;
  if (outbox.waiting().length > 0) await send();
  if (form && form.dataset.kept && untouched() && (await reached())) location.reload();
}

function startForm() {
  /*
   * The offline page is cached without a nonce. A new nonce for each scan keeps the scans of two people
   * apart.
   */
  if (!nonce.value) nonce.value = newId();
  /* After a POST, location.reload() would submit the form again. From here on a reload is a GET. */
  window.history.replaceState(null, "", location.href);
  form.addEventListener("submit", submit);
  offerCamera({
    onText: (text, stop) => {
      code.value = text;
      stop();
      code.focus();
    },
    onMissing: () => tell(words.noCamera),
  });
  /* The offline copy of the page has no visitor list, because that list contains names. */
  cacheForOffline(form.dataset.bare, [location.href, form.action]).then((done) => {
    document.getElementById("kept").hidden = !done;
  });
}

if (outbox) {
  if (form) startForm();
  window.setInterval(catchUp, SYNC_MS);
  window.addEventListener("online", catchUp);
  tell("");
  catchUp();
}
