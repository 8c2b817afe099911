import type { Context } from "hono";
import {
  getAgreement,
  getPartner,
  listPartners,
  replayEntries,
  resumeLog,
} from "../../../../federation/index.ts";
import { notFound } from "../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { DonePage } from "../../../components/done.tsx";
import { page } from "../../../page.tsx";
import { ADMINISTRATOR, UNION } from "../../../policies.ts";
import { FEDERATION } from "../../../text/union/federation.ts";
import { AgreementPage } from "./agreement-page.tsx";
import { PartnerPage } from "./partner-page.tsx";
import { PartnersPage } from "./partners-page.tsx";

const audience = "union" as const;

const cityOf = (c: Context<Env>) => ({ city: c.req.param("city") ?? "" });

const done = (c: Context<Env>, title: string, next: string) =>
  page(c, { title, audience }, () => (
    <DonePage
      title={title}
      next={next}
      back={{ href: `/union/federation/${cityOf(c).city}`, text: FEDERATION.backToPartner }}
    />
  ));

/** Officers' pages about the cities that cooperate. */
export const federationPages = new Pages()
  .get("/union/federation", UNION, async (c) => {
    const data = await listPartners(c.get("ctx"));
    return page(c, { title: FEDERATION.title, audience }, (shell) => (
      <PartnersPage shell={shell} data={data} />
    ));
  })
  .get("/union/federation/agreements/:slug", UNION, async (c) => {
    const data = await getAgreement(c.get("ctx"), { slug: c.req.param("slug") ?? "" });
    return page(c, { title: data.name, audience }, (shell) => <AgreementPage shell={shell} data={data} />);
  })
  .get("/union/federation/:city", UNION, async (c) => {
    const ctx = c.get("ctx");
    const partner = await getPartner(ctx, cityOf(c));
    const mayResume = ctx.actor.kind === "account" && ctx.actor.administrator;
    return page(c, { title: FEDERATION.partnerTitle(partner.name), audience }, (shell) => (
      <PartnerPage shell={shell} data={{ partner, mayResume }} />
    ));
  })
  .get("/union/federation/:city/evidence", UNION, async (c) => {
    const { city, checkpoint, contradiction } = await getPartner(c.get("ctx"), cityOf(c));
    if (checkpoint === null || contradiction === null) throw notFound();
    return c.body(`${checkpoint}\n${contradiction}`, 200, {
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": `attachment; filename="checkpoints-${city}.txt"`,
      "cache-control": "private, no-store",
    });
  })
  .post("/union/federation/:city/replay", UNION, async (c) => {
    const { released } = await replayEntries(c.get("ctx"), cityOf(c));
    return done(c, FEDERATION.replayed(released), FEDERATION.replayedNext);
  })
  .post("/union/federation/:city/resume", ADMINISTRATOR, async (c) => {
    await resumeLog(c.get("ctx"), cityOf(c));
    return done(c, FEDERATION.resumed, FEDERATION.resumedNext);
  });
