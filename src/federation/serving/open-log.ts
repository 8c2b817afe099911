import type { DbOrTx } from "../../../db/client.ts";
import { AppError, notFound, orNotFound } from "../../platform/core/errors.ts";
import type { Reader } from "./reader.ts";
import { type ServedLog, selectServedLog } from "./store.ts";

/** A log as its address names it: `210900`, `public` or `to-211400`, and the epoch. */
export type LogAddress = { city: string; audience: string; epoch: string };

/**
 * Returns the log that an address names, and the cities that may read payloads from it. A `to` log is there
 * only for the node of its peer. Throws NOT_FOUND, OTHER_EPOCH with the present epoch, LOG_RESTORED.
 */
export async function openLog(
  db: DbOrTx,
  { city, audience, epoch }: LogAddress,
  reader: Reader,
): Promise<{ log: ServedLog; readers: readonly string[]; open: boolean }> {
  const [, peer] = /^to-(\d{6})$/.exec(audience) ?? [];
  if (!/^\d{6}$/.test(city) || !/^[1-9]\d{0,8}$/.test(epoch)) throw notFound();
  if (peer ? !reader.cities.includes(peer) : audience !== "public") throw notFound();
  const log = orNotFound(await selectServedLog(db, city, peer ? `${city}/to/${peer}` : `${city}/public`));
  if (log.restored) throw new AppError("LOG_RESTORED", { retryAfterS: 30 });
  if (log.epoch !== Number(epoch)) throw new AppError("OTHER_EPOCH", { facts: { epoch: log.epoch } });
  return { log, readers: peer ? [peer] : reader.cities, open: !peer };
}
