import { contextFor, type Services } from "../../../platform/context.ts";
import { AppError, invalid, notFound } from "../../../platform/core/errors.ts";
import { peerActorFor } from "../peer-actor.ts";
import { awaitNeeds } from "./await-needs.ts";
import type { Envelope } from "./envelope.ts";
import { type Standing, selectStanding } from "./store.ts";
import { COMMAND_TYPES, type CommandType } from "./types.ts";

/** Throws if a needed log is neither the sender's public one nor that for the target's city. */
function checkNeeds({ needs, actor, target }: Envelope): void {
  const logs = [`${actor.city}/public`, `${actor.city}/to/${target.city}`];
  for (const [i, { stream }] of needs.entries())
    if (!logs.includes(stream)) throw invalid(`needs.${i}.stream`, "OTHER_LOG");
}

/**
 * Returns the type of a command whose form is right. Throws unless the type exists, fits target and role, and
 * needs only logs of the sender.
 */
export function checkForm(envelope: Envelope): CommandType {
  const { type, target, actor } = envelope;
  const known = Object.hasOwn(COMMAND_TYPES, type) ? COMMAND_TYPES[type] : undefined;
  if (!known) throw new AppError("COMMAND_NOT_GRANTED");
  if (known.target !== target.kind) throw invalid("target.kind", "OTHER_KIND");
  if (known.role !== actor.role) throw new AppError("COMMAND_NOT_GRANTED");
  if (target.ifRev !== undefined && !known.compares) throw invalid("target.ifRev", "NOT_COMPARED");
  checkNeeds(envelope);
  return known;
}

/** Throws unless the command's form is right, its target's city is here, and a clause grants its type. */
function typeOf(envelope: Envelope, { hosted, granted }: Standing): CommandType {
  if (!hosted) throw notFound();
  const known = checkForm(envelope);
  if (known.granted && !granted) throw new AppError("COMMAND_NOT_GRANTED");
  return known;
}

/** Returns the answer to a command: its id and the stored result. A repeat gets the same bytes. */
export const answerOf = (commandId: string, result: string): string =>
  `{"commandId":${JSON.stringify(commandId)},"result":${result}}`;

/**
 * Runs a command of another city, whose node's signature the caller has verified, and returns its answer. A
 * command that has run is not run again: the same body gets the stored answer, also after it expired. Throws
 * IDEMPOTENCY_KEY_REUSED for another body, COMMAND_EXPIRED, COMMAND_EARLY, COMMAND_NOT_GRANTED,
 * NEEDS_MISSING, NOT_FOUND for a target that is not here or a person that is not the sender's, and the errors
 * of the verb. No error is stored, because another state may lead to another answer.
 */
export async function receiveCommand(
  services: Services,
  { envelope, raw, requestId }: { envelope: Envelope; raw: string; requestId: string },
): Promise<string> {
  const { db } = services;
  const { commandId, actor: sender, target } = envelope;
  const standing = await selectStanding(db, envelope, raw);
  const { stored } = standing;
  if (stored && !stored.same) throw new AppError("IDEMPOTENCY_KEY_REUSED");
  if (stored) return answerOf(commandId, stored.result);
  if (standing.expired) throw new AppError("COMMAND_EXPIRED");
  if (standing.early) throw new AppError("COMMAND_EARLY");
  const type = typeOf(envelope, standing);
  if (standing.missing) await awaitNeeds(services, envelope.needs);
  const actor = await peerActorFor(db, sender, {
    fresh: type.introduces ? services.ids.uuid() : null,
    read: standing.missing ? null : standing.sender,
  });
  let result: string | null = null;
  const onResult = (json: string) => {
    result = json;
  };
  const ctx = contextFor(services, actor, { requestId, command: { id: commandId, raw, onResult } });
  await type.run(ctx, target, envelope.payload);
  if (result !== null) return answerOf(commandId, result);
  // Verbs that many people call at once store their result by a statement of their own.
  const { stored: done } = await selectStanding(db, envelope, raw);
  if (!done?.same) throw new Error("a command ran without its result");
  return answerOf(commandId, done.result);
}
