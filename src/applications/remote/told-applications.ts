import type { Tx } from "../../../db/client.ts";
import { refuseConsent } from "../../candidates/index.ts";
import { personBySubject } from "../../identity/index.ts";
import {
  type Copy,
  defineSharedKind,
  PRIVATE_OWN,
  type SharedKind,
  type Unread,
} from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { recordStep } from "../record.ts";
import { nextStatus } from "../rules.ts";
import type { Answer } from "../schema.ts";
import { lockApplication, writeStep } from "../store/writes.ts";
import { ToldApplication } from "./schema.ts";
import { knownSteps, lockTold, setHomeRev } from "./store.ts";

/**
 * Applies the steps that are new here, in their order, each as if it happened here. A step that the person's
 * own act overtook, such as an answer to a withdrawn application, changes nothing.
 */
async function applySteps(tx: Tx, ctx: RequestContext, { id, payload }: Copy<ToldApplication>) {
  const known = await knownSteps(
    tx,
    payload.steps.map((step) => step.id),
  );
  const last = payload.steps.at(-1);
  for (const step of payload.steps.filter((one) => !known.has(one.id))) {
    const locked = await lockApplication(tx, id);
    const status = locked && nextStatus(locked.status, step.kind);
    if (!locked || !status) continue;
    const answer = step.kind === "start" || step.id !== answerStep(payload) ? null : payload.answer;
    const startedOn = step === last && step.kind === "start" ? payload.startedOn : null;
    const rev = await writeStep(tx, {
      id,
      status,
      ...(answer && { answer: answer as Answer }),
      ...(step.kind === "invite" && { invitationId: step.id }),
      ...(startedOn && { startedOn }),
    });
    if (step.kind === "decline") await refuseConsent(tx, locked.consentId);
    const { id: eventId, at, by, kind, note } = step;
    await recordStep(tx, ctx, { of: locked, kind, by, status, rev, note, told: { eventId, at } });
  }
}

/** Returns the id of the newest step that is an answer. The answer itself is told only in its last form. */
const answerStep = ({ steps }: ToldApplication): string | undefined =>
  steps.findLast(({ kind }) => kind !== "start")?.id;

/** Applications of our people, as the home of the posting tells them. Each step tells the person. */
export const toldApplications = (ctx: RequestContext): SharedKind =>
  defineSharedKind({
    ...PRIVATE_OWN,
    kind: "application",
    schema: 1,
    payload: ToldApplication,
    async put(tx, copies) {
      const unread: Unread[] = [];
      for (const copy of copies) {
        const { id, rev, home, payload } = copy;
        const personId = await personBySubject(tx, { city: home, subject: payload.subject });
        const before = personId === null ? null : await lockTold(tx, { id, personId, home });
        if (before === null) unread.push({ id, rev, why: "subject" });
        if (before === null || before >= rev) continue;
        await setHomeRev(tx, id, rev);
        await applySteps(tx, ctx, copy);
      }
      return unread;
    },
  });
