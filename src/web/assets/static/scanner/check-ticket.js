/*
 * Checks a ticket offline: signature, fair, venue, times, and known cancellations and entries. ES2017, no
 * dependencies.
 */

/*
 * A ticket's reference as people type it: LP and ten letters or digits, with spaces or hyphens between them.
 */
const REFERENCE = /^\s*lp(?:[\s-]*[0-9a-z]){10}\s*$/i;

/*
 * Decodes base64url. Throws unless the text is canonical: a changed last character could decode to the same
 * bytes.
 */
function bytesOf(text) {
  const raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  const canonical = btoa(raw).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  if (canonical !== text) throw new Error("not canonical");
  return Uint8Array.from(raw, (c) => c.charCodeAt(0));
}

/*
 * Parses a ticket's code; returns null for any other text. The signature covers the text before the second
 * dot.
 */
export function readCode(text) {
  const parts = text.trim().split(".");
  if (parts.length !== 3 || parts[0] !== "LPT1") return null;
  try {
    const payload = JSON.parse(new TextDecoder().decode(bytesOf(parts[1])));
    return { payload, signed: `LPT1.${parts[1]}`, signature: bytesOf(parts[2]) };
  } catch (_error) {
    return null;
  }
}

/*
 * Verifies a code's signature. Resolves to false for an unknown key, and to null if the browser does not
 * support Ed25519.
 */
export async function isSigned(code, keys) {
  const key = keys.find((one) => one.id === code.payload.k);
  if (!key) return false;
  let publicKey;
  try {
    publicKey = await crypto.subtle.importKey("raw", bytesOf(key.x), "Ed25519", false, ["verify"]);
  } catch (_error) {
    return null;
  }
  return crypto.subtle.verify("Ed25519", publicKey, code.signature, new TextEncoder().encode(code.signed));
}

/*
 * Returns the number of the day in Shanghai. An entry counts only on its day, because nobody stays in a hall
 * overnight.
 */
const dayOf = (ms) => Math.floor((ms + 8 * 3600000) / 86400000);

/*
 * Returns the ticket's last entry if its holder is inside, else null or undefined. The newer source decides:
 * this device's scans or the server's list.
 */
function lastKnown(ticket, { pack, seen, nowMs }) {
  const here = seen[ticket];
  const older = here && here.sent && here.knownMs < Date.parse(pack.now);
  if (!here || older) return pack.entered.find((one) => one.id === ticket);
  return here.inside && dayOf(here.knownMs) === dayOf(nowMs) ? here : null;
}

/*
 * Returns the time from which the package admits a ticket, in milliseconds. The code's own time may be older
 * than the fair's last change. It decides only for a ticket that the package does not carry.
 */
function startOf({ t, n }, pack) {
  if (!pack.from) return n * 1000;
  if (pack.entries.length === 0) return Date.parse(pack.from);
  const group = pack.entries.find(({ tickets }) => tickets.indexOf(t) >= 0);
  return group ? Date.parse(group.from) : n * 1000;
}

const early = (ticketId, fromMs) => ({ outcome: "early", ticketId, at: new Date(fromMs).toISOString() });

/* Judges by the code's own times, without a package. The signature stays unverified. */
function judgeAlone({ t, n, e }, { direction, nowMs }) {
  if (direction === "in" && nowMs < n * 1000) return early(t, n * 1000);
  if (direction === "in" && nowMs >= e * 1000) return { outcome: "over", ticketId: t };
  return { outcome: "unverified" };
}

/*
 * Resolves to {outcome, ticketId, at, gate}. `outcome` is one of the server's, `noted` for a typed reference,
 * or `unverified` if the device cannot check. `seen` holds this device's records, `nowMs` is the estimated
 * server time.
 */
export async function judge(text, { pack, seen, direction, nowMs }) {
  const code = readCode(text);
  if (!code) return { outcome: REFERENCE.test(text) ? "noted" : "unknown" };
  if (!pack) return judgeAlone(code.payload, { direction, nowMs });
  const signed = await isSigned(code, pack.keys);
  if (signed === null) return { outcome: "unverified" };
  if (!signed) return { outcome: "unknown" };
  const { f, t, v } = code.payload;
  const refused = (outcome) => ({ outcome, ticketId: t });
  if (f !== pack.fairId) return refused("otherFair");
  if (pack.fairCancelled) return refused("fairCancelled");
  if (pack.cancelled.indexOf(t) >= 0) return refused("cancelled");
  if (v !== pack.venueId) return refused("otherVenue");
  if (pack.waiting.indexOf(t) >= 0) return refused("waiting");
  if (direction === "out") return { outcome: "left", ticketId: t };
  const fromMs = startOf(code.payload, pack);
  if (nowMs < fromMs) return early(t, fromMs);
  if (nowMs >= Date.parse(pack.until)) return refused("over");
  const known = lastKnown(t, { pack, seen, nowMs });
  if (known) return { outcome: "again", ticketId: t, at: known.at, gate: known.gate };
  return { outcome: "admitted", ticketId: t };
}
