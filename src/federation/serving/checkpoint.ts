import { frontierAt, rootOf } from "../../platform/changes/index.ts";
import type { Services } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { databaseNow } from "../../platform/core/store.ts";
import { logOrigin, witnessName } from "../directory/index.ts";
import { asNoteSigner, selectOwnIdentities, signerNow } from "../keys/index.ts";
import { cosign, signCheckpoint } from "../notes/index.ts";
import type { ServedLog } from "./store.ts";
import { selectCosigned } from "./telling/store.ts";

/** Checkpoints that a process keeps. Readers that follow a log ask for the same one. */
const KEPT_MAX = 200;
const kept = new Map<string, string>();

function keep(key: string, note: string): string {
  kept.set(key, note);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_MAX) break;
    kept.delete(oldest);
  }
  return note;
}

/**
 * Returns the signed checkpoint of a log at a size that it has or had; without one, at its present size. The
 * present one of a `to` log carries the city's cosignature with the time, which renews the peer's lease.
 * Throws NOT_FOUND while the city has no key.
 */
export async function checkpointAt(
  services: Pick<Services, "db" | "vault">,
  log: ServedLog,
  size = log.frontier.size,
): Promise<string> {
  const { signer, now } = orNotFound(await signerNow(services, log.city));
  const isPresent = size === log.frontier.size;
  const root = rootOf(isPresent ? log.frontier : await frontierAt(services.db, log, size));
  const origin = logOrigin(log.origin, log.stream, log.epoch);
  const key = `${origin} ${size} ${signer.kid} ${Buffer.from(root).toString("base64")}`;
  const note =
    kept.get(key) ?? keep(key, await signCheckpoint({ origin, size, root }, [asNoteSigner(signer, origin)]));
  if (log.stream.endsWith("/public") || !isPresent) return note;
  const witness = asNoteSigner(signer, witnessName(log.origin, log.city));
  return cosign(note, witness, now);
}

/** Time for which a checkpoint may be served after its log has grown. */
const LATE_MS = 2_000;

/**
 * Returns the checkpoint of a log for whoever asks now. That of a public log carries the cosignatures of
 * outside witnesses, if there are any of its size. A checkpoint that witnesses cosigned within two seconds
 * goes before a newer one without them.
 */
export async function presentCheckpoint(
  services: Pick<Services, "db" | "vault">,
  log: ServedLog,
): Promise<string> {
  if (!log.stream.endsWith("/public")) return checkpointAt(services, log);
  const { size } = log.frontier;
  const all = (await selectCosigned(services.db, log.stream)).filter(
    (one) => one.line !== null && one.epoch === log.epoch && one.size <= size,
  );
  const now = all.length > 0 ? (await databaseNow(services.db)).getTime() : 0;
  const fresh = all.filter((one) => one.size === size || now - one.at.getTime() < LATE_MS);
  const shown = Math.max(...fresh.map((one) => one.size));
  if (fresh.length === 0) return checkpointAt(services, log);
  const lines = fresh.flatMap((one) => (one.size === shown ? (one.line ?? "") : []));
  return `${await checkpointAt(services, log, shown)}${lines.join("")}`;
}

/** Returns another city's checkpoint with the cosignature of the first city of this node that has a key. */
export async function witnessed(services: Pick<Services, "db" | "vault">, note: string): Promise<string> {
  for (const { city, origin } of await selectOwnIdentities(services.db)) {
    const found = await signerNow(services, city);
    if (!found) continue;
    return cosign(note, asNoteSigner(found.signer, witnessName(origin, city)), found.now);
  }
  return note;
}
