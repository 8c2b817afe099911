import type { Tx } from "../../../../db/client.ts";
import { personBySubject } from "../../../identity/index.ts";
import { notify } from "../../../notifications/index.ts";
import {
  type Copy,
  defineSharedKind,
  PRIVATE,
  PRIVATE_OWN,
  putEach,
  type SharedKind,
} from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { lockBooth } from "../../booth-desk/index.ts";
import { holdTicketOf } from "../../tickets/index.ts";
import { dropRefusals } from "../store/refused-asks.ts";
import { lockTurn, putTold } from "../store/told-meetings.ts";
import { deleteTurnApplications, putTurnApplication } from "../store/turn-applications.ts";
import {
  BOOTH_DAY_KIND,
  BOOTH_TURN_KIND,
  TOLD_SCHEMAS,
  ToldTurn,
  ToldTurnApplication,
  TURN_APPLICATION_KIND,
  TURN_KIND,
} from "./schema.ts";
import { toldTurnNotices } from "./turn-notices.ts";

/** Writes a turn that a host tells of a person of ours, and tells the person. Returns why not, or null. */
async function applyTurn(tx: Tx, ctx: RequestContext, copy: Copy<ToldTurn>): Promise<string | null> {
  const { id, home, rev, payload: told } = copy;
  const { fairId, registrationId } = told;
  const personId = await personBySubject(tx, { city: home, subject: told.subject });
  if (personId === null) return "subject";
  const before = await lockTurn(tx, id);
  if (before && (before.personId !== personId || before.registrationId !== registrationId)) return "turn";
  if (!before && !(await holdTicketOf(tx, fairId, personId))) return "ticket";
  if (before && before.rev >= rev) return null;
  if (!(await putTold(tx, { kind: TURN_KIND, id, home, fairId, registrationId, personId, told, rev })))
    return "booth";
  await dropRefusals(tx, {
    personId,
    registrationIds: [registrationId],
    ...(told.interview ? {} : { kind: "turn" }),
  });
  const booth = await lockBooth(tx, registrationId);
  const over = booth?.fairStatus !== "published" || booth.now >= booth.closesAt;
  await notify(tx, ctx, await toldTurnNotices(tx, { id, personId, before, told, over }));
  return null;
}

/** Turns of people of ours at fairs of other nodes, as their hosts tell them. */
export const toldTurns = (ctx: RequestContext): SharedKind =>
  defineSharedKind({
    ...PRIVATE_OWN,
    kind: TURN_KIND,
    schema: 1,
    payload: ToldTurn,
    put: (tx, copies) => putEach(copies, (copy) => applyTurn(tx, ctx, copy)),
  });

/** Turns at booths of enterprises of ours, and the slots there. */
export const toldBooths: readonly SharedKind[] = ([BOOTH_TURN_KIND, BOOTH_DAY_KIND] as const).map((kind) =>
  defineSharedKind({
    ...PRIVATE_OWN,
    kind,
    schema: 1,
    payload: TOLD_SCHEMAS[kind],
    put: (tx, copies) =>
      putEach(copies, async ({ id, home, rev, payload: told }) => {
        const { fairId, registrationId } = told;
        if (kind === BOOTH_DAY_KIND && id !== registrationId) return "id";
        const known = await putTold(tx, {
          kind,
          id,
          home,
          fairId,
          registrationId,
          personId: null,
          told,
          rev,
        });
        return known ? null : "booth";
      }),
  }),
);

/** Applications that belong to turns at booths of enterprises of ours, as the people's homes tell them. */
export const toldTurnApplications: SharedKind = defineSharedKind({
  ...PRIVATE,
  kind: TURN_APPLICATION_KIND,
  schema: 1,
  payload: ToldTurnApplication,
  async put(tx, copies) {
    for (const { id, home, rev, payload } of copies)
      await putTurnApplication(tx, { id, home, rev, ...payload });
    return [];
  },
  purge: deleteTurnApplications,
});
