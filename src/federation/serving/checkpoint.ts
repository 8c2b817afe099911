import { type Frontier, frontierAt, rootOf } from "../../platform/changes/index.ts";
import type { Services } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { logOrigin } from "../directory/index.ts";
import { asNoteSigner, nodeSigner } from "../keys/index.ts";
import { signCheckpoint } from "../notes/index.ts";
import type { ServedLog } from "./store.ts";

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
 * Returns the signed checkpoint of a log at a size that it has or had; without one, at its present size.
 * Throws NOT_FOUND while the city has no key.
 */
export async function checkpointAt(
  services: Pick<Services, "db" | "vault">,
  log: ServedLog,
  size = log.frontier.size,
): Promise<string> {
  const signer = orNotFound(await nodeSigner(services, log.city));
  const frontier: Frontier =
    size === log.frontier.size ? log.frontier : await frontierAt(services.db, log, size);
  const root = rootOf(frontier);
  const origin = logOrigin(log.origin, log.stream, log.epoch);
  const key = `${origin} ${size} ${signer.kid} ${Buffer.from(root).toString("base64")}`;
  return (
    kept.get(key) ?? keep(key, await signCheckpoint({ origin, size, root }, [asNoteSigner(signer, origin)]))
  );
}
