import { ensurePersonOfCity } from "../../../identity/index.ts";
import { defineSharedKind, PRIVATE, putEach, type SharedKind } from "../../../platform/changes/index.ts";
import type { Services } from "../../../platform/context.ts";
import { FAIR_APPLICATION_KIND } from "../../fair/index.ts";
import { FairApplication } from "./schema.ts";
import { deleteTold, forgetTold, isHostOf, putTold } from "./store.ts";

/**
 * Applications at own fairs between people and employers of other nodes, as the homes of the people tell
 * them. The report counts those whose posting the fair's own rows show at a booth.
 */
export const toldFairApplications = ({ ids }: Pick<Services, "ids">): SharedKind =>
  defineSharedKind({
    ...PRIVATE,
    kind: FAIR_APPLICATION_KIND,
    schema: 1,
    payload: FairApplication,
    put: (tx, copies) =>
      putEach(copies, async ({ id, home, rev, payload: { subject, ...of } }) => {
        if (!(await isHostOf(tx, of.fairId))) return "fair";
        const personId = await ensurePersonOfCity(tx, { id: ids.uuid(), city: home, subject });
        await putTold(tx, { ...of, id, home, rev, personId });
        return null;
      }),
    purge: deleteTold,
    takeBack: forgetTold,
  });
