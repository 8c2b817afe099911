import type { Tx } from "../../../../db/client.ts";
import { AppError, invalid } from "../../../platform/core/errors.ts";
import type { LivestreamView } from "../../livestream/index.ts";
import { spendQuestion } from "../store/ask.ts";

/** Questions of one viewer at a livestream in ten minutes, and of all visitors of one address. */
export const QUESTIONS_MAX = 6;
const ADDRESS_MAX = 120;
/** Questions that all viewers of another city's node send to one livestream in ten minutes. */
const CITY_MAX = 600;

async function requireBoth(tx: Tx, asker: Buffer, other: { of: Buffer; max: number } | null): Promise<void> {
  const waitS =
    (await spendQuestion(tx, asker, QUESTIONS_MAX)) ||
    (other ? await spendQuestion(tx, other.of, other.max) : 0);
  if (waitS > 0) throw new AppError("RATE_LIMITED", { retryAfterS: waitS });
}

/** Throws RATE_LIMITED if the viewer, or the visitor's address, asked too often in these ten minutes. */
export const requireQuota = (tx: Tx, asker: Buffer, address: Buffer | null): Promise<void> =>
  requireBoth(tx, asker, address && { of: address, max: ADDRESS_MAX });

/** Throws RATE_LIMITED if the viewer of another node, or the node, asked too often in these ten minutes. */
export const requireCityQuota = (tx: Tx, asker: Buffer, city: Buffer): Promise<void> =>
  requireBoth(tx, asker, { of: city, max: CITY_MAX });

const CLOSED: ReadonlySet<string> = new Set(["draft", "ended", "replay", "cancelled"]);

/** Throws the reason for which a question was not taken. */
export function refuseQuestion({ phase }: LivestreamView): never {
  if (CLOSED.has(phase)) throw new AppError("LIVESTREAM_STATE", { facts: { phase } });
  throw invalid("postingId", "UNKNOWN");
}
