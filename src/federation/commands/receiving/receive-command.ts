import { contextFor, type Services } from "../../../platform/context.ts";
import { AppError, invalid, notFound } from "../../../platform/core/errors.ts";
import { databaseNow } from "../../../platform/core/store.ts";
import { noteBehind } from "../../pull/store/logs.ts";
import { peerActorFor } from "../peer-actor.ts";
import type { Envelope, Need } from "./envelope.ts";
import { isGranted, isHosted, missingNeed, selectStored } from "./store.ts";
import { COMMAND_TYPES, type CommandType } from "./types.ts";

/** Time for which a command waits here for the records that it needs, and the pause between two looks. */
const WAIT_MS = 2_000;
const LOOK_MS = 20;
/** Pause that a sender is asked for, in seconds. */
const RETRY_S = 1;

/**
 * Waits until this node has read the records that a command needs. Wakes the reading of their logs. Throws
 * NEEDS_MISSING if they do not come in time.
 */
async function awaitNeeds({ db }: Services, needs: readonly Need[]): Promise<void> {
  const endMs = performance.now() + WAIT_MS;
  for (let first = true; ; first = false) {
    const missing = await missingNeed(db, needs);
    if (!missing) return;
    if (first) await noteBehind(db, missing.stream);
    if (performance.now() > endMs) throw new AppError("NEEDS_MISSING", { retryAfterS: RETRY_S });
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** Throws unless the type exists, fits its target and role, and is granted to the sender. */
async function typeOf({ db }: Services, { type, target, actor }: Envelope): Promise<CommandType> {
  if (!(await isHosted(db, target.city))) throw notFound();
  const known = Object.hasOwn(COMMAND_TYPES, type) ? COMMAND_TYPES[type] : undefined;
  if (!known) throw new AppError("COMMAND_NOT_GRANTED");
  if (known.target !== target.kind) throw invalid("target.kind", "OTHER_KIND");
  if (known.role !== actor.role) throw new AppError("COMMAND_NOT_GRANTED");
  const asked = { home: target.city, city: actor.city, type };
  if (known.granted && !(await isGranted(db, asked))) throw new AppError("COMMAND_NOT_GRANTED");
  return known;
}

/** Throws if a needed log is neither the sender's public one nor that for the target's city. */
function checkNeeds({ needs, actor, target }: Envelope): void {
  const logs = [`${actor.city}/public`, `${actor.city}/to/${target.city}`];
  for (const [i, { stream }] of needs.entries())
    if (!logs.includes(stream)) throw invalid(`needs.${i}.stream`, "OTHER_LOG");
}

/** Returns the answer to a command: its id and the stored result. A repeat gets the same bytes. */
export const answerOf = (commandId: string, result: string): string =>
  `{"commandId":${JSON.stringify(commandId)},"result":${result}}`;

/**
 * Runs a command of another city, whose node's signature the caller has verified, and returns its answer. A
 * command that has run is not run again: the same body gets the stored answer, also after it expired. Throws
 * IDEMPOTENCY_KEY_REUSED for another body, COMMAND_EXPIRED, COMMAND_NOT_GRANTED, NEEDS_MISSING, NOT_FOUND for
 * a target that is not here or a person that is not the sender's, and the errors of the verb. No error is
 * stored, because another state may lead to another answer.
 */
export async function receiveCommand(
  services: Services,
  { envelope, raw, requestId }: { envelope: Envelope; raw: string; requestId: string },
): Promise<string> {
  const { db } = services;
  const { commandId, actor: sender, target } = envelope;
  const stored = await selectStored(db, envelope, raw);
  if (stored && !stored.same) throw new AppError("IDEMPOTENCY_KEY_REUSED");
  if (stored) return answerOf(commandId, stored.result);
  if (Date.parse(envelope.expiresAt) <= (await databaseNow(db)).getTime())
    throw new AppError("COMMAND_EXPIRED");
  const type = await typeOf(services, envelope);
  checkNeeds(envelope);
  await awaitNeeds(services, envelope.needs);
  const actor = await peerActorFor(db, sender, type.introduces ? services.ids.uuid() : null);
  const ctx = contextFor(services, actor, { requestId, command: { id: commandId, raw } });
  await type.run(ctx, target, envelope.payload);
  const done = await selectStored(db, envelope, raw);
  if (!done?.same) throw new Error("a command ran without its result");
  return answerOf(commandId, done.result);
}
