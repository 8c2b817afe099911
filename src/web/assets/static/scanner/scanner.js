/*
 * The gate scanner. It stores each scan before it shows an answer, answers within 0.5 s, and sends scans
 * until the server confirms them.
 */

import { cacheForOffline } from "../workers/register-worker.js";
import { offerCamera } from "./camera.js";
import { judge, readCode } from "./check-ticket.js";
import { clock, fill, listConflict, root, show, words } from "./display.js";
import { newId } from "./new-id.js";
import { fetchPack, sendScans } from "./server.js";
import { openStorage } from "./storage.js";
import { handIn } from "./sync.js";

const PATIENCE_MS = 350;
const SYNC_MS = 3000;
const PACK_MS = 60000;
const CLOCK_OFF_MINUTES = 5;

const { fair, venue } = root.dataset;
const form = root.querySelector("form");
const field = form.elements.code;
const line = document.getElementById("line");
const packKey = `pack.${venue}`;
const seenKey = `seen.${fair}`;

let storage = null;
let pack = null;
let offsetMs = 0;
/*
 * By ticket id: the holder's last entry or exit that this device knows. A holder who is inside is not
 * admitted again.
 */
let seen = {};
let reachable = navigator.onLine;
let syncing = null;

async function tellLine(signIn) {
  const kept = await storage.list();
  const refused = kept.filter((scan) => scan.refused).length;
  const waiting = kept.length - refused;
  const minutes = Math.round(Math.abs(offsetMs) / 60000);
  const parts = [reachable ? words.online : words.offline];
  if (waiting > 0) parts.push(fill(words.waiting, { n: String(waiting) }));
  else if (reachable) parts.push(words.synced);
  if (refused > 0) parts.push(fill(words.refused, { n: String(refused) }));
  if (!pack) parts.push(words.noPack);
  if (minutes >= CLOCK_OFF_MINUTES) parts.push(fill(words.clock, { n: String(minutes) }));
  if (signIn) parts.push(words.signIn);
  line.textContent = parts.join(" · ");
  line.dataset.waiting = String(waiting);
}

/* Whether the ticket's holder is inside after an outcome. Outcomes that are not listed change nothing. */
const INSIDE = { admitted: true, again: true, left: false, notInside: false };

/*
 * Records the outcome of a scan in `seen`. `sent` is true if the server has the scan: then its next list of
 * entries replaces the record.
 */
async function remember({ ticketId, outcome }, scan, sent) {
  const inside = INSIDE[outcome];
  if (!ticketId || inside === undefined) return;
  const before = seen[ticketId];
  const { at, gate } = inside && before && before.inside ? before : { at: scan.deviceAt, gate: scan.gate };
  seen[ticketId] = { at, gate, inside, sent, knownMs: Date.now() + offsetMs };
  await storage.set(seenKey, seen);
}

/*
 * Applies the server's answers, which override the device's own. Lists a conflict if the device admitted a
 * ticket and the server did not.
 */
async function learn(results) {
  for (const { scan, item } of results) {
    if (scan.claimed === "admitted" && item.outcome !== "admitted") listConflict(scan, item);
    await remember({ ticketId: scan.ticketId, outcome: item.outcome }, scan, true);
  }
}

async function refreshPack() {
  const answer = await fetchPack(fair, venue);
  reachable = answer !== null;
  if (!answer || !answer.body) return;
  pack = answer.body;
  offsetMs = Date.parse(pack.now) - Date.now();
  await storage.set(packKey, { pack, offsetMs });
}

function sync() {
  if (!syncing)
    syncing = (async () => {
      const { left, signIn, results } = await handIn(storage);
      if (results.length > 0) reachable = true;
      await learn(results);
      if (results.length > 0 || !reachable) await refreshPack();
      await tellLine(signIn);
      return left;
    })().finally(() => {
      syncing = null;
    });
  return syncing;
}

/*
 * Stores a scan, then shows the server's answer. If the server is too slow, the device decides, and stores
 * its answer with the scan.
 */
async function scanOnce(text) {
  const values = new FormData(form);
  const scan = {
    id: newId(),
    fair,
    venue,
    gate:
      String(values.get("gate") || "")
        .trim()
        .slice(0, 20) || "1",
    direction: values.get("direction") === "out" ? "out" : "in",
    code: text.slice(0, 1000),
    deviceAt: new Date().toISOString(),
    claimed: null,
  };
  scan.seq = await storage.add(scan);
  const direct = reachable && !syncing;
  const answer = direct ? await sendScans([scan], PATIENCE_MS) : null;
  if (answer && answer.body) {
    const [item] = answer.body.items;
    await storage.drop(scan.seq);
    const code = readCode(text);
    await remember({ ticketId: code && code.payload.t, outcome: item.outcome }, scan, true);
    show(item.outcome, {
      time: clock(item.outcome === "early" ? item.from : item.enteredAt),
      gate: item.gate,
      venue: item.venueName,
    });
    return;
  }
  if (direct && !answer) reachable = false;
  const verdict = await judge(text, { pack, seen, direction: scan.direction, nowMs: Date.now() + offsetMs });
  scan.claimed = words.scan[verdict.outcome] ? verdict.outcome : "unknown";
  scan.ticketId = verdict.ticketId;
  await storage.put(scan);
  await remember(verdict, scan, false);
  show(verdict.outcome, { time: clock(verdict.at), gate: verdict.gate });
}

/* Handles scans one at a time, in order. */
let turn = Promise.resolve();
function scan(text) {
  if (!text.trim()) return turn;
  turn = turn
    .then(() => scanOnce(text.trim()))
    .catch(() => show("failed", {}))
    .then(() => tellLine(false));
  return turn;
}

function listen() {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    const text = field.value;
    field.value = "";
    field.focus();
    scan(text);
  });
  /* A hand scanner types the code as a keyboard does, so each key press focuses the code field. */
  document.addEventListener("keydown", (event) => {
    const typed = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
    if (typed && document.activeElement !== form.elements.gate) field.focus();
  });
  window.addEventListener("online", sync);
  window.addEventListener("offline", () => {
    reachable = false;
    tellLine(false);
  });
  window.setInterval(async () => {
    if (line.dataset.waiting !== "0" || !reachable) await sync();
  }, SYNC_MS);
  window.setInterval(async () => {
    await refreshPack();
    await tellLine(false);
  }, PACK_MS);
}

/*
 * Restores what this device has stored: the venue's offline data (`pack`), the tickets seen, and the gate's
 * name.
 */
async function restore() {
  const kept = await storage.get(packKey);
  if (kept) {
    pack = kept.pack;
    offsetMs = kept.offsetMs;
  }
  seen = (await storage.get(seenKey)) || {};
  const gate = await storage.get(`gate.${venue}`);
  if (gate) form.elements.gate.value = gate;
  form.elements.gate.addEventListener("change", () => storage.set(`gate.${venue}`, form.elements.gate.value));
}

async function start() {
  storage = await openStorage();
  await restore();
  listen();
  offerCamera({
    onText: scan,
    onMissing: () => {
      line.textContent = words.noCamera;
    },
  });
  field.focus();
  root.dataset.ready = "1";
  cacheForOffline(location.href, [location.href]).then((done) => {
    root.dataset.kept = String(done);
  });
  await refreshPack();
  await sync();
}

start();
