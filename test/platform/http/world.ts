import { apply, getMine } from "../../../src/applications/index.ts";
import { saveProfile } from "../../../src/candidates/index.ts";
import { claimEnterprise } from "../../../src/enterprises/index.ts";
import { type FairView, registerForFair, takeTicket } from "../../../src/fairs/index.ts";
import type { RequestContext } from "../../../src/platform/context.ts";
import { requireAccount } from "../../../src/platform/core/guard.ts";
import type { Policy, RecordKind } from "../../../src/platform/core/policy.ts";
import { saveSearch } from "../../../src/saved-searches/index.ts";
import { invite, listStaff } from "../../../src/staff/index.ts";
import { inviteTalent, switchOnTalentCard } from "../../../src/talent/index.ts";
import { COUNTY, FIRST, FOREIGN, HOME, NEIGHBOUR, SECOND, twoAgreements } from "../../factories/cities.ts";
import {
  claimedEnterprise,
  creditCode,
  importedEnterprise,
  verifiedEnterprise,
} from "../../factories/enterprises.ts";
import { announcedFair, draftFair, publishedFair } from "../../factories/fairs.ts";
import { announcedLivestream, draftLivestream } from "../../factories/livestreams.ts";
import { draftPosting, publishedPosting, submittedPosting } from "../../factories/postings.ts";
import { shareCards } from "../../factories/talent.ts";
import { line, sheetOf, stage } from "../../imports/support.ts";
import { type Client, freshPhone, type TestApp } from "../../support/app.ts";

/** A county of HOME without records. */
const OTHER_COUNTY = "211402";

export type Stranger = {
  name: string;
  client: Client | null;
  headers: Record<string, string>;
  roles: string[];
  /** True for people of an agreement that shows no record of HOME. */
  outside: boolean;
};
/**
 * A record of HOME with its path parameters. `shown` is true if HOME's agreement shows the record to
 * everybody.
 */
export type Target = { name: string; params: Record<string, string>; shown: boolean };

export type World = {
  officer: Client;
  member: Client;
  seeker: Client;
  enterpriseId: string;
  strangers: Stranger[];
  targets: Record<RecordKind, Target[]>;
  /** Ids of all records that belong to HOME or that its agreement shows. */
  homeIds: string[];
};

const CARD = { callName: "王师傅", skills: ["welder"], places: [HOME] };

async function seekerWithCard(t: TestApp): Promise<Client> {
  const seeker = await t.signInAs(freshPhone());
  await saveProfile(seeker.ctx, CARD);
  return seeker;
}

const hidden = (name: string, id: string, more: Record<string, string> = {}): Target => ({
  name,
  params: { id, ...more },
  shown: false,
});
const venueOf = (fair: FairView) => ({ venueId: fair.venues[0]?.id ?? "" });
const shown = (name: string, id: string): Target => ({ ...hidden(name, id), shown: true });

async function strangersOf(t: TestApp, officer: RequestContext): Promise<Stranger[]> {
  const { enterprise: beside } = await verifiedEnterprise(t.services, officer);
  const foreign = await t.asOfficer(FOREIGN);
  const { enterprise: far } = await verifiedEnterprise(t.services, foreign.ctx, {
    county: COUNTY[FOREIGN] ?? FOREIGN,
  });
  const elsewhere = { "x-agreement": SECOND.slug };
  const one = (name: string, client: Client | null, roles: string[], more: Partial<Stranger> = {}) => ({
    name,
    client,
    roles: client ? ["seeker", ...roles] : [],
    headers: {},
    outside: false,
    ...more,
  });
  return [
    one("officer of a foreign city", foreign, ["officer"], { outside: true }),
    one("officer of a city of the agreement", await t.asOfficer(NEIGHBOUR), ["officer"]),
    one("officer of another county", await t.asOfficer(HOME, OTHER_COUNTY), ["officer"]),
    one("member of another enterprise", await t.asMember(beside.id), ["member"]),
    one("member of a foreign enterprise", await t.asMember(far.id), ["member"], { outside: true }),
    one("administrator", await t.asAdministrator(), ["administrator"]),
    one("another seeker", await seekerWithCard(t), []),
    one("another seeker elsewhere", await seekerWithCard(t), [], { headers: elsewhere, outside: true }),
    one("anonymous", null, []),
    one("anonymous elsewhere", null, [], { headers: elsewhere, outside: true }),
  ];
}

/** The city of the agreement that receives the card of the talent pool. None of the strangers is there. */
const RECEIVER = "210700";

/** Shows a person's card to RECEIVER, where an enterprise invites the person. */
async function pooled(t: TestApp, seeker: RequestContext) {
  await shareCards(t.services.db);
  const officer = await t.asOfficer(RECEIVER);
  const county = COUNTY[RECEIVER] ?? RECEIVER;
  const { enterprise } = await verifiedEnterprise(t.services, officer.ctx, { county });
  const member = await t.asMember(enterprise.id);
  const posting = await publishedPosting({ member: member.ctx, officer: officer.ctx }, enterprise.id);
  const [card] = await switchOnTalentCard(seeker, { cities: [RECEIVER], fields: [], days: 90 });
  if (!card) throw new Error("no card");
  const wanted = { id: card.id, enterpriseId: enterprise.id, postingId: posting.id };
  return { card, invitation: await inviteTalent(member.ctx, wanted) };
}

/** Creates records of every kind in HOME, the people they belong to, and strangers. */
export async function buildWorld(t: TestApp): Promise<World> {
  await twoAgreements(t.services.db);
  const officer = await t.asOfficer(HOME);
  const { enterprise } = await verifiedEnterprise(t.services, officer.ctx);
  const { enterprise: waiting } = await claimedEnterprise(t.services);
  const member = await t.asMember(enterprise.id);
  const seeker = await seekerWithCard(t);
  const inSite = { ...seeker.ctx, scope: { city: null, agreement: FIRST.slug } };
  const draft = await draftPosting(member.ctx, enterprise.id);
  const submitted = await submittedPosting(member.ctx, enterprise.id);
  const people = { member: member.ctx, officer: officer.ctx };
  const published = await publishedPosting(people, enterprise.id);
  const applied = await apply(inSite, { postingId: published.id, message: "下周可以到岗" });
  const { consent } = await getMine(seeker.ctx, applied.id);
  const named = await importedEnterprise(officer.ctx, "海风船舶有限公司");
  const claimant = { ...(await t.signInAs(freshPhone())).ctx, scope: inSite.scope };
  const claim = await claimEnterprise(claimant, {
    enterpriseId: named,
    statement: "我是人事",
    uscc: creditCode(9_000),
  });
  const sheet = await stage(officer.ctx, { bytes: sheetOf(line(1), line(2)) });
  const applicationId = applied.id;
  const search = await saveSearch(inSite, { q: "焊工", filter: {} });
  const [draftOne, open] = [await draftFair(officer.ctx), await announcedFair(officer.ctx)];
  const registration = await registerForFair(member.ctx, {
    fairId: open.id,
    enterpriseId: enterprise.id,
    postingIds: [published.id],
    venueWishes: [],
    wishNote: null,
    recruiters: 2,
    contactName: "刘经理",
    contactPhone: "13800000000",
  });
  const draftShow = await draftLivestream(officer.ctx);
  const show = await announcedLivestream(officer.ctx, [published.id]);
  const recording = { recordingId: t.services.ids.uuid() };
  const { fair: live } = await publishedFair(t.services, officer.ctx);
  const { ticket } = await takeTicket(inSite, { fairId: live.id, ...venueOf(live) });
  const followUpId = t.services.ids.uuid();
  const asked = { applicationId, intentId: null, day: 7 as const, dueOn: "2026-01-01" };
  const { accountId } = requireAccount(seeker.ctx.actor);
  await t.services.db
    .insertInto("followUp")
    .values({ id: followUpId, ...asked, enterpriseId: enterprise.id, accountId, postingId: published.id })
    .execute();
  const place = { kind: "member", enterpriseId: enterprise.id } as const;
  const { invitation } = await invite(member.ctx, { phone: freshPhone(), name: "新同事", place });
  const [role] = (await listStaff(member.ctx, place)).staff;
  if (!role) throw new Error("the member has a role");
  const pool = await pooled(t, seeker.ctx);
  const targets: World["targets"] = {
    posting: [
      hidden("draft", draft.id, { postingId: draft.id }),
      hidden("submitted", submitted.id, { postingId: submitted.id }),
      { ...shown("published", published.id), params: { id: published.id, postingId: published.id } },
    ],
    enterprise: [hidden("waiting", waiting.id), shown("verified", enterprise.id), shown("named", named)],
    application: [hidden("sent", applicationId, { applicationId })],
    claim: [hidden("pending", claim.id)],
    consent: [hidden("standing", consent.id)],
    import: [hidden("staged", sheet.id)],
    profile: [],
    session: [],
    notice: [],
    savedSearch: [hidden("kept", search.id)],
    fair: [
      hidden("draft", draftOne.id, venueOf(draftOne)),
      { ...shown("announced", open.id), params: { id: open.id, ...venueOf(open) } },
    ],
    fairTicket: [hidden("taken", ticket.id)],
    fairRegistration: [
      hidden("submitted", registration.id, {
        visitId: t.services.ids.uuid(),
        intentId: t.services.ids.uuid(),
        entryId: t.services.ids.uuid(),
      }),
    ],
    livestream: [
      hidden("draft", draftShow.id, recording),
      { ...shown("announced", show.id), params: { id: show.id, ...recording } },
    ],
    followUp: [hidden("asked", followUpId)],
    invitation: [hidden("open", invitation.id)],
    role: [hidden("member", role.id)],
    talentCard: [hidden("shown to another city", pool.card.id)],
    talentInvitation: [hidden("sent", pool.invitation.id)],
  };
  return {
    officer,
    member,
    seeker,
    enterpriseId: enterprise.id,
    strangers: await strangersOf(t, officer.ctx),
    targets,
    homeIds: [...Object.values(targets).flatMap((all) => all.map(({ params }) => params.id ?? ""))],
  };
}

/** Returns "in" if the policy admits one of these roles, or else the status of the refusal. */
export function doorStatus(policy: Policy, roles: readonly string[]): "in" | 401 | 403 {
  if (policy.who === "anyone") return "in";
  if (policy.who === "peer" || policy.who === "callback" || roles.length === 0) return 401;
  if (policy.who === "signedIn") return "in";
  return policy.who.some((role) => roles.includes(role)) ? "in" : 403;
}
