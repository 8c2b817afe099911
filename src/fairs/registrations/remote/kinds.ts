import type { Tx } from "../../../../db/client.ts";
import { settleAsTold } from "../../../peers/index.ts";
import {
  type Copy,
  defineSharedKind,
  PRIVATE,
  PRIVATE_OWN,
  putEach,
  type SharedKind,
  type Unread,
} from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { applyTold } from "./apply-told.ts";
import { forgetForm } from "./forget-form.ts";
import { FORM_KIND, RegistrationForm, TOLD_KIND, ToldPlace, ToldRegistration } from "./schema.ts";
import { deleteForms, insertForm } from "./store/forms.ts";
import { PLACE_KIND, writePlaceTold } from "./store/places.ts";
import { writeTold } from "./store/sent.ts";

/** Forms that enterprises of other cities send for fairs here. A command refers to one. */
export const receivedForms: SharedKind = defineSharedKind({
  ...PRIVATE,
  kind: FORM_KIND,
  schema: 1,
  payload: RegistrationForm,
  async put(tx, copies) {
    for (const { id, home, payload } of copies) await insertForm(tx, { id, home, form: payload });
    return [];
  },
  async close(tx, copies) {
    for (const { home, id } of copies) await deleteForms(tx, home, [id]);
  },
  purge: deleteForms,
});

/** Ends the own command that led to a version, as its answer would. */
async function settleBy(tx: Tx, { id, home, payload }: Copy<ToldRegistration>): Promise<void> {
  if (payload.commandId === null) return;
  const body = await settleAsTold(tx, { id: payload.commandId, target: home, subjectId: id });
  if (body !== null) await forgetForm(tx, body);
}

/** Registrations of enterprises of ours, as the homes of their fairs tell them. */
export const toldRegistrations = (ctx: RequestContext): SharedKind =>
  defineSharedKind({
    ...PRIVATE_OWN,
    kind: TOLD_KIND,
    schema: 1,
    payload: ToldRegistration,
    async put(tx, copies) {
      const unread: Unread[] = [];
      for (const copy of copies) {
        const { id, home, rev, payload: told } = copy;
        await settleBy(tx, copy);
        const own = await writeTold(tx, { id, home, rev, told });
        if (own) await applyTold(tx, ctx, { id, failed: false });
        else unread.push({ id, rev, why: "registration" });
      }
      return unread;
    },
  });

/** Places of such registrations in waiting lists. */
export const toldPlaces: SharedKind = defineSharedKind({
  ...PRIVATE_OWN,
  kind: PLACE_KIND,
  schema: 1,
  payload: ToldPlace,
  put: (tx, copies) =>
    putEach(copies, async ({ id, home, rev, payload }) =>
      (await writePlaceTold(tx, { id, home, rev, ...payload })) ? null : "registration",
    ),
});
