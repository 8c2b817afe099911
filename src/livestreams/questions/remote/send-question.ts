import type { Tx } from "../../../../db/client.ts";
import { servedCity, writeCommand } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError, orNotFound } from "../../../platform/core/errors.ts";
import { inTransaction, recordAudit, runOnce } from "../../../platform/core/store.ts";
import type { LivestreamView } from "../../livestream/index.ts";
import { refuseQuestion, requireQuota } from "../asking/requirements.ts";
import { toSent } from "../present.ts";
import { normalForm } from "../reading/question.ts";
import type { QuestionView } from "../schema.ts";
import { ASKING, type AskCommand, type TakeBackCommand } from "./schema.ts";
import { insertSent, type NewSent, selectSent, selectSentOnce } from "./store.ts";

const HOUR_MS = 3_600_000;
/** Longest time in which a home may answer, in milliseconds. */
const WITHIN_MAX_MS = 7 * 24 * HOUR_MS;

type Sent = Pick<LivestreamView, "id" | "homeCity"> & { city: string; asker: Buffer };
type Act =
  | { type: "askQuestion"; payload: Omit<AskCommand, "asker">; withinMs: number }
  | { type: "takeBackQuestion"; payload: Omit<TakeBackCommand, "asker"> };

/**
 * Sends an act of a viewer to the home of a livestream. The acts of one viewer at one livestream go one after
 * the other, so a question that is asked again never overtakes its taking back.
 */
export async function sendAct(tx: Tx, ctx: RequestContext, sent: Sent, act: Act): Promise<void> {
  const { id, homeCity, city } = sent;
  const asker = sent.asker.toString("base64url");
  const { payload, ...more } = act;
  await writeCommand(tx, ctx, {
    ...more,
    target: { city: homeCity, kind: "livestream", id },
    actor: { city, role: "officer", subject: null },
    needs: [],
    payload: { ...payload, asker },
    subject: { kind: "livestreamViewer", id: `${id}/${asker}` },
  });
}

/** Returns the time in which the home may answer: no question is taken after the livestream. */
const withinMs = ({ endsAt }: LivestreamView, now: Date): number =>
  Math.min(WITHIN_MAX_MS, Math.max(HOUR_MS, Date.parse(endsAt) - now.getTime() + 2 * HOUR_MS));

/**
 * Returns the own city that may ask about livestreams of this home city. Null for a livestream of this node,
 * and if no agreement in force lets people of this node ask there.
 */
export async function askingCity(
  { db, scope }: Pick<RequestContext, "db" | "scope">,
  { hostedHere, homeCity }: Pick<LivestreamView, "hostedHere" | "homeCity">,
): Promise<string | null> {
  if (hostedHere) return null;
  return servedCity(db, { wanted: scope.city, receiver: homeCity, ...ASKING });
}

export type Asking = {
  livestream: LivestreamView;
  postingId: string | null;
  text: string;
  /** The name that a visitor without an account gave. */
  name: string | null;
  asker: Buffer;
  accountId: string | null;
  /** HMAC of the visitor's address. */
  address: Buffer | null;
  commandId: string | undefined;
};

/** Writes the question and its command once. Returns the id of the row, also of an earlier equal one. */
async function writeSent(tx: Tx, ctx: RequestContext, asking: Asking, city: string): Promise<string> {
  const { livestream, postingId, text, asker, accountId } = asking;
  const { id: livestreamId, homeCity } = livestream;
  const id = ctx.ids.uuid();
  const fresh: NewSent = {
    id,
    livestreamId,
    city,
    postingId,
    text,
    norm: normalForm(text),
    asker,
    accountId,
  };
  if (!(await insertSent(tx, ctx, fresh)))
    return (await selectSentOnce(tx, fresh)) ?? refuseQuestion(livestream);
  const name = accountId ? null : asking.name;
  await recordAudit(tx, ctx, {
    action: "livestream.sendQuestion",
    subjectKind: "livestream",
    subjectId: livestreamId,
    city: homeCity,
    detail: { askId: id, postingId },
  });
  await sendAct(
    tx,
    ctx,
    { ...livestream, city, asker },
    {
      type: "askQuestion",
      payload: { askId: id, name, postingId, text },
      withinMs: withinMs(livestream, ctx.clock.now()),
    },
  );
  return id;
}

/**
 * Sends a question to the home of a copied livestream. The row and its command commit together, so neither is
 * lost. The asker sees the question at once. An equal one of the same viewer is not sent again, unless the
 * home refused it. Throws as `askQuestion` does, and HOSTED_ELSEWHERE if no agreement lets people ask there.
 */
export async function sendQuestion(ctx: RequestContext, asking: Asking): Promise<QuestionView> {
  const { livestream, postingId, text, name, asker, address, accountId, commandId } = asking;
  const city = await askingCity(ctx, livestream);
  if (city === null) throw new AppError("HOSTED_ELSEWHERE");
  const view = await inTransaction(ctx, async (tx) => {
    const own = { ...ctx, command: accountId ? ctx.command : null };
    const input = { postingId, text, name };
    const id = accountId ? commandId : undefined;
    const command = { type: "livestream.ask", target: livestream.id, id, input };
    const sent = await runOnce(tx, own, command, async () => {
      await requireQuota(tx, asker, address);
      return writeSent(tx, ctx, asking, city);
    });
    return toSent(orNotFound(await selectSent(tx, sent)));
  });
  ctx.ring("changes");
  return view;
}
