import type { Context } from "hono";
import { countReceivedOf } from "../../../../applications/index.ts";
import { listCities } from "../../../../cities/index.ts";
import { getEnterprise, listPendingClaims } from "../../../../enterprises/index.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { countEnterprisePostings, listEnterprisePostings } from "../../../../postings/index.ts";
import { page } from "../../../page.tsx";
import { ANYONE } from "../../../policies.ts";
import { ENTERPRISE_HOME } from "../../../text/enterprise/pages.ts";
import { DOOR } from "../../../text/public/door.ts";
import { fairsOf } from "../../fairs/registrations/enterprise/fairs-of.ts";
import { enterpriseOf } from "../current-enterprise.ts";
import { DoorPage } from "./door-page.tsx";
import { EnterpriseHomePage } from "./home-page.tsx";

const audience = "enterprise" as const;
/** Returned postings that the first page shows with their reasons. */
const RETURNED_MAX = 3;

/** Shows the way in to somebody who is no member of an enterprise, signed in or not. */
async function doorPage(c: Context<Env>): Promise<Response> {
  const ctx = c.get("ctx");
  const [{ items }, claims] = await Promise.all([
    listCities(ctx),
    ctx.actor.kind === "account" ? listPendingClaims(ctx) : [],
  ]);
  return page(c, { title: DOOR.title }, (shell) => (
    <DoorPage shell={shell} data={{ cities: items, claims }} />
  ));
}

async function homePage(c: Context<Env>): Promise<Response> {
  const ctx = c.get("ctx");
  const { id: enterpriseId } = enterpriseOf(c);
  const ids = ctx.actor.kind === "account" ? ctx.actor.enterprises.map(({ id }) => id) : [];
  const [enterprise, others, claims, received, postings, returned, fairs] = await Promise.all([
    getEnterprise(ctx, enterpriseId),
    Promise.all(ids.filter((id) => id !== enterpriseId).map((id) => getEnterprise(ctx, id))),
    listPendingClaims(ctx),
    countReceivedOf(ctx, enterpriseId),
    countEnterprisePostings(ctx, enterpriseId),
    listEnterprisePostings(ctx, { enterpriseId, status: "returned", limit: RETURNED_MAX }),
    fairsOf(ctx),
  ]);
  const counts = {
    unanswered: received.sent,
    returned: postings.returned,
    expired: postings.expired,
    fairs: fairs.open.length + fairs.coming.length,
  };
  const data = { enterprise, others, claims, counts, returned: returned.items };
  return page(c, { title: ENTERPRISE_HOME.title, audience }, () => <EnterpriseHomePage data={data} />);
}

/** The page for employers: the way in, and the first page of an enterprise for its members. */
export const homePages = new Pages().get("/enterprise", ANYONE, (c) => {
  const { actor } = c.get("ctx");
  return actor.kind === "account" && actor.enterprises.length > 0 ? homePage(c) : doorPage(c);
});
