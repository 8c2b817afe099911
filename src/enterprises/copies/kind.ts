import { defineSharedKind } from "../../platform/changes/index.ts";
import { EnterpriseView } from "../schema.ts";
import { closeCopies, enterprisesToldBy, purgeCopies, putCopies } from "./store.ts";

/** Public content of a verified enterprise, as its city's log tells it. */
export const EnterprisePayload = EnterpriseView.omit({ management: true });

/** Enterprises as cities share them: the verified ones, and stubs of employers that postings bring. */
export const sharedEnterprises = defineSharedKind({
  kind: "enterprise",
  schema: 1,
  payload: EnterprisePayload,
  put: putCopies,
  close: closeCopies,
  purge: purgeCopies,
  told: enterprisesToldBy,
});
