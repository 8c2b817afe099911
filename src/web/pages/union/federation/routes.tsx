import type { Context } from "hono";
import {
  CommandState,
  getAgreement,
  getExitCertificate,
  getPartner,
  getScoreboard,
  listAnswers,
  listCommands,
  listHeldEnterprises,
  listOpenErasures,
  listPartners,
  listRefusals,
  replayEntries,
  resumeLog,
} from "../../../../federation/index.ts";
import type { RequestContext } from "../../../../platform/context.ts";
import type { Page, PageRequest } from "../../../../platform/core/cursor.ts";
import { notFound } from "../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { DonePage } from "../../../components/done.tsx";
import { cursorOf } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { ADMINISTRATOR, UNION } from "../../../policies.ts";
import { FEDERATION } from "../../../text/union/federation.ts";
import { SCOREBOARD } from "../../../text/union/scoreboard.ts";
import { AgreementPage } from "./agreement-page.tsx";
import { AnswersPage } from "./answers-page.tsx";
import { CommandsPage } from "./commands-page.tsx";
import { EnterprisesPage } from "./enterprises-page.tsx";
import { ErasuresPage } from "./erasures-page.tsx";
import { PartnerPage } from "./partner-page.tsx";
import { PartnersPage } from "./partners-page.tsx";
import { RefusalsPage } from "./refusals-page.tsx";

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

const download = (c: Context<Env>, text: string, name: string) =>
  c.body(text, 200, {
    "content-type": "text/plain; charset=utf-8",
    "content-disposition": `attachment; filename="${name}"`,
    "cache-control": "private, no-store",
  });

const PAGE = 50;

type Asked = PageRequest & { city: string };

/** Reads one page of a list about a partner city, and who that city is. */
async function listed<Item>(
  c: Context<Env>,
  list: (ctx: RequestContext, asked: Asked) => Promise<Page<Item>>,
) {
  const ctx = c.get("ctx");
  const partner = await getPartner(ctx, cityOf(c));
  const { items, nextCursor } = await list(ctx, { ...cityOf(c), cursor: cursorOf(c), limit: PAGE });
  return { partner, items, next: nextCursor };
}

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
  .get("/union/federation/agreements/:slug/exits/:left/:party", UNION, async (c) => {
    const [slug, leftCity, party] = [
      c.req.param("slug") ?? "",
      c.req.param("left") ?? "",
      c.req.param("party") ?? "",
    ];
    const note = await getExitCertificate(c.get("ctx"), { slug, leftCity, party });
    return download(c, note, `exit-${leftCity}-${party}.txt`);
  })
  .get("/union/federation/:city", UNION, async (c) => {
    const ctx = c.get("ctx");
    const partner = await getPartner(ctx, cityOf(c));
    const board = await getScoreboard(ctx, cityOf(c));
    const mayResume = ctx.actor.kind === "account" && ctx.actor.administrator;
    return page(c, { title: FEDERATION.partnerTitle(partner.name), audience }, (shell) => (
      <PartnerPage shell={shell} data={{ partner, board, mayResume }} />
    ));
  })
  .get("/union/federation/:city/commands", UNION, async (c) => {
    const state = CommandState.safeParse(c.req.query("state")).data;
    const data = await listed(c, (ctx, asked) => listCommands(ctx, { ...asked, state }));
    return page(c, { title: SCOREBOARD.commandsTitle(data.partner.name), audience }, (shell) => (
      <CommandsPage shell={shell} {...data} state={state ?? null} />
    ));
  })
  .get("/union/federation/:city/refusals", UNION, async (c) => {
    const data = await listed(c, listRefusals);
    return page(c, { title: SCOREBOARD.refusalsTitle(data.partner.name), audience }, (shell) => (
      <RefusalsPage shell={shell} {...data} />
    ));
  })
  .get("/union/federation/:city/answers", UNION, async (c) => {
    const data = await listed(c, listAnswers);
    return page(c, { title: SCOREBOARD.answersTitle(data.partner.name), audience }, (shell) => (
      <AnswersPage shell={shell} {...data} />
    ));
  })
  .get("/union/federation/:city/enterprises", UNION, async (c) => {
    const data = await listed(c, listHeldEnterprises);
    return page(c, { title: SCOREBOARD.enterprisesTitle(data.partner.name), audience }, (shell) => (
      <EnterprisesPage shell={shell} {...data} />
    ));
  })
  .get("/union/federation/:city/erasures", UNION, async (c) => {
    const data = await listed(c, listOpenErasures);
    return page(c, { title: SCOREBOARD.erasuresTitle(data.partner.name), audience }, (shell) => (
      <ErasuresPage shell={shell} {...data} />
    ));
  })
  .get("/union/federation/:city/evidence", UNION, async (c) => {
    const { city, checkpoint, contradiction } = await getPartner(c.get("ctx"), cityOf(c));
    if (checkpoint === null || contradiction === null) throw notFound();
    return download(c, `${checkpoint}\n${contradiction}`, `checkpoints-${city}.txt`);
  })
  .post("/union/federation/:city/replay", UNION, async (c) => {
    const { released } = await replayEntries(c.get("ctx"), cityOf(c));
    return done(c, FEDERATION.replayed(released), FEDERATION.replayedNext);
  })
  .post("/union/federation/:city/resume", ADMINISTRATOR, async (c) => {
    await resumeLog(c.get("ctx"), cityOf(c));
    return done(c, FEDERATION.resumed, FEDERATION.resumedNext);
  });
