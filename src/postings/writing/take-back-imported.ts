import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { requireMemberOf, requireOfficerOf } from "../../platform/core/guard.ts";
import { recordAudits } from "../../platform/core/store.ts";
import { emitPostings } from "../emissions.ts";
import { lockPostings } from "../store/bulk.ts";
import {
  closeImported,
  countActedOn,
  type PostingBefore,
  restoreImported,
  type TakenBack,
} from "../store/taken-back.ts";

export { type PostingBefore, postingBefore } from "../store/taken-back.ts";

type Run = {
  homeCity: string;
  /** The enterprise whose own sheet it was; null for an import of the union. */
  enterpriseId: string | null;
  importId: string;
  finishedAt: Date;
  /** Ids of the postings that the run created. */
  created: readonly string[];
  /** Postings that the run changed, as they were before. */
  changed: readonly { id: string; before: PostingBefore }[];
};

const CHUNK = 500;

function* chunks<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += CHUNK) yield all.slice(at, at + CHUNK);
}

/**
 * Takes back what an import wrote, inside the transaction of the caller: closes the postings that it created,
 * and gives the ones that it changed their former texts and state.
 * Throws NOT_FOUND unless the caller is an officer of the city, or a member of the sheet's enterprise. Throws
 * IMPORT_ACTED_ON with the number of `postings` if somebody acted on one of them.
 */
export async function takeBackImported(tx: Tx, ctx: RequestContext, run: Run): Promise<void> {
  if (run.enterpriseId === null) requireOfficerOf(ctx.actor, run.homeCity);
  else requireMemberOf(ctx.actor, run.enterpriseId);
  const ids = [...run.created, ...run.changed.map(({ id }) => id)];
  await lockPostings(tx, ids);
  const postings = await countActedOn(tx, run, ids);
  if (postings > 0) throw new AppError("IMPORT_ACTED_ON", { facts: { postings } });
  for (const some of chunks(run.created))
    await tell(tx, ctx, run, { taken: await closeImported(tx, some), published: new Set() });
  for (const some of chunks(run.changed)) {
    const published = new Set(some.flatMap(({ id, before }) => (before.status === "published" ? [id] : [])));
    await tell(tx, ctx, run, { taken: await restoreImported(tx, some), published });
  }
}

/** Records and emits that postings were taken back. `published` are public now. */
async function tell(
  tx: Tx,
  ctx: RequestContext,
  { homeCity, importId }: Run,
  { taken, published }: { taken: TakenBack[]; published: ReadonlySet<string> },
): Promise<void> {
  const action = "posting.takeBack";
  await recordAudits(
    tx,
    ctx,
    taken.map(({ id, from }) => ({
      action,
      subjectKind: "posting",
      subjectId: id,
      city: homeCity,
      detail: { importId, from },
    })),
  );
  const audienceOf = ({ id, from }: TakenBack) =>
    published.has(id) ? "put" : from === "published" ? "close" : "local";
  for (const audience of ["put", "close", "local"] as const) {
    const some = taken.filter((one) => audienceOf(one) === audience).map(({ id }) => id);
    await emitPostings(tx, some, { audience, action, reason: audience === "close" ? "mistake" : null });
  }
}
