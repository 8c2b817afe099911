import type { Tx } from "../../../db/client.ts";
import { clausesOf, lockAgreement, membersOf, writeSigned } from "../../cities/index.ts";
import { followClauses } from "../../peers/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { selectOwnIdentities } from "../keys/index.ts";
import { AgreementError, mergeSignatures, readAgreement, signersOf } from "./document.ts";
import { insertExits } from "./exit/store.ts";
import { type AgreementFault, judge, type Standing } from "./rules.ts";
import type { AgreementText } from "./schema.ts";
import { makeSharingDue } from "./sharing/index.ts";
import { type KnownNote, notesOf, putIdentities, putNote } from "./store.ts";

/** Reason for which a signed agreement is refused. `cities` are those that lack something. */
export type ActivationFault =
  | AgreementFault
  | "AGREEMENT_NOT_SET_UP"
  | "CITY_NOT_SET_UP"
  | "PREVIOUS_UNKNOWN"
  | "ROOT_NOT_OURS"
  | AgreementError["fault"];

/** The agreement after an activation. `known`: the note held already, and nothing changed. */
export type Activated = { document: string; revision: number; whole: boolean; known: boolean };

const refusal = (fault: ActivationFault, cities: readonly string[] = [], path = "") =>
  new AppError("AGREEMENT_REFUSED", {
    fields: [{ path: path || cities.join(" "), code: fault }],
  });

/** Runs a reading of a note. Its fault becomes a refusal. */
async function reading<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AgreementError) throw refusal(error.fault, [], error.path);
    throw error;
  }
}

/** The agreement as it holds, from the notes in force and the clauses that they led to. */
function standingOf(notes: readonly KnownNote[], clauses: Standing["clauses"]): Standing | null {
  const whole = notes.filter((one) => one.whole).at(-1);
  if (!whole) return null;
  const { parties } = whole.content;
  const staying = notes
    .filter((one) => !one.whole && one.revision > whole.revision)
    .map(({ content }) => new Set(content.parties.map(({ city }) => city)));
  const left = parties.map(({ city }) => city).filter((city) => staying.some((cities) => !cities.has(city)));
  return { parties, left, clauses, wholeRevision: whole.revision };
}

/** Throws unless all parties are cities of the agreement here, and those of this node sign with its roots. */
async function checkParties(tx: Tx, agreementId: string, { parties }: AgreementText): Promise<void> {
  const members = await membersOf(tx, agreementId);
  const strange = parties.filter(({ city }) => !members.some((member) => member.city === city));
  if (strange.length > 0)
    throw refusal(
      "CITY_NOT_SET_UP",
      strange.map(({ city }) => city),
    );
  const own = parties.filter(({ city }) => members.some((member) => member.city === city && member.hosted));
  const identities = await selectOwnIdentities(tx);
  const wrong = own.filter(({ city, root, origin }) => {
    const identity = identities.find((one) => one.city === city);
    return identity?.root !== root || identity.origin !== origin;
  });
  if (wrong.length > 0)
    throw refusal(
      "ROOT_NOT_OURS",
      wrong.map(({ city }) => city),
    );
}

/**
 * Puts a signed agreement, or a later revision, into force on this node. Sharing follows with the next query.
 * A note that is in force already changes nothing. Throws AGREEMENT_REFUSED with an ActivationFault as code.
 */
export async function activateAgreement(ctx: RequestContext, note: string): Promise<Activated> {
  requireSystem(ctx.actor);
  const { content, digest } = await reading(() => readAgreement(note));
  return inTransaction(ctx, async (tx) => {
    const row = await lockAgreement(tx, content.agreement);
    if (!row) throw refusal("AGREEMENT_NOT_SET_UP", [], content.agreement);
    const notes = row.document === null ? [] : await notesOf(tx, row.document);
    const now = standingOf(notes, await clausesOf(tx, row.id));
    const document = row.document ?? digest;
    const { revision } = content;
    const known = notes.find((one) => one.digest === digest);
    const merged = known ? mergeSignatures(known.note, note) : note;
    const signers = await reading(() => signersOf(merged, now?.parties ?? []));
    if (known && signers.every((city) => known.signers.includes(city)))
      return { document, revision, whole: known.whole, known: true };
    const judged = judge(content, now, signers);
    if (!judged.ok) throw refusal(judged.fault, judged.cities);
    if (now && !notes.some((one) => one.digest === content.previous && one.revision === revision - 1))
      throw refusal("PREVIOUS_UNKNOWN", [], String(revision - 1));
    await checkParties(tx, row.id, content);
    const { whole, parties, clauses } = judged;
    await putNote(tx, { document, digest, revision, whole, signers, note: merged });
    await putIdentities(tx, parties, now?.parties);
    const before = (now?.parties ?? []).map(({ city }) => city).filter((city) => !now?.left.includes(city));
    const staying = parties.map(({ city }) => city);
    const left = before.filter((city) => !staying.includes(city));
    await writeSigned(tx, { id: row.id, document, left, clauses });
    if (left.length > 0) await insertExits(tx, { document, left, staying });
    await makeSharingDue(tx);
    await followClauses(tx);
    await recordAudit(tx, ctx, {
      action: "agreement.activate",
      subjectKind: "agreement",
      subjectId: document,
      detail: { revision, whole, signers, digest },
    });
    return { document, revision, whole, known: false };
  });
}
