import { countyOfficerPhone, memberPhone, officerPhone, seekerPhone } from "../../db/demo/people.ts";
import { AGREEMENTS } from "../../db/demo/places.ts";
import { suspendEnterprise } from "../../src/enterprises/index.ts";
import { printTicket } from "../../src/fairs/index.ts";
import { closeForCause, closePosting, createPosting } from "../../src/postings/index.ts";
import { officer as officerOf } from "../factories/actors.ts";
import { signAgreement } from "../factories/agreements.ts";
import { busyClerk, DOORS_OPEN_H, fairWithBooths } from "../factories/booth-desk.ts";
import { importedEnterprise } from "../factories/enterprises.ts";
import { openDoors } from "../factories/fairs.ts";
import { announcedLivestream } from "../factories/livestreams.ts";
import { fairSheet } from "../imports/reading/support.ts";
import { apiClient, signInByPhone } from "../support/client.ts";
import type { DemoDatabase } from "../support/demo.ts";

/** Phone number of a member of an exhibitor who also visits the fair. */
const CLERK = "13912369999";

const one = async (query: Promise<{ id: string } | undefined>) => (await query)?.id ?? "";

export type Ids = Awaited<ReturnType<typeof prepare>>;

/**
 * Adds the records that a visit to every page needs and that the demo data lacks. Returns the ids of the
 * records to visit.
 */
export async function prepare(demo: DemoDatabase, origin: string) {
  const { db } = demo;
  const member = db
    .selectFrom("membership")
    .innerJoin("enterprise", "enterprise.id", "membership.enterpriseId")
    .where("enterprise.homeCity", "=", "211400");
  const enterprise = await one(member.select("enterprise.id").executeTakeFirst());
  const posting = await one(
    db
      .selectFrom("posting")
      .select("id")
      .where("enterpriseId", "=", enterprise)
      .where("status", "=", "published")
      .orderBy("id")
      .executeTakeFirst(),
  );
  const seeker = apiClient(origin, await signInByPhone(origin, seekerPhone("210900")));
  const applied = await seeker.postings[":id"].applications.$post({ param: { id: posting }, json: {} });
  const { id: application } = (await applied.json()) as { id: string };
  const hr = apiClient(origin, await signInByPhone(origin, memberPhone("211400")));
  await hr.applications[":id"].answer.$post({
    param: { id: application },
    header: {},
    json: { kind: "invite", when: "下周三 上午9点", where: "厂区东门" },
  });
  const choice = { fields: ["years" as const, "places" as const], days: 90 as const };
  await seeker.me.talent.$post({ json: { ...choice, cities: ["210900"] } });
  const neighbour = apiClient(origin, await signInByPhone(origin, seekerPhone("211400")));
  await neighbour.me.profile.$put({
    json: { callName: "周师傅", skills: ["welder"], places: ["211400"], city: "211400", years: 6 },
  });
  const pooled = await neighbour.me.talent.$post({ json: { ...choice, cities: ["211400"] } });
  const { items: cards } = (await pooled.json()) as { items: { id: string }[] };
  const sheet = new FormData();
  sheet.set("city", "211400");
  sheet.set("file", new Blob([fairSheet()]), "岗位表.xlsx");
  const officer = await signInByPhone(origin, officerPhone("211400"));
  const uploaded = await fetch(`${origin}/api/v1/imports`, {
    method: "POST",
    body: sheet,
    headers: { authorization: `Bearer ${officer}` },
  });
  const own = new FormData();
  own.set("enterprise", enterprise);
  own.set("file", new Blob([fairSheet()]), "自己的表.xlsx");
  const clerk = await signInByPhone(origin, memberPhone("211400"));
  const brought = await fetch(`${origin}/enterprise/imports`, {
    method: "POST",
    body: own,
    headers: { cookie: `session=${clerk}`, origin },
    redirect: "manual",
  });
  const union = await officerOf(demo.services, "211400");
  const draft = await createPosting(union, { enterpriseId: enterprise, title: "没写完的电焊工" });
  const [fair, other] = [await openDoors(demo.services, union), await openDoors(demo.services, union)];
  const place = { venueId: fair.venues[0]?.id ?? "" };
  const taken = await seeker.fairs[":id"].tickets.$post({ param: { id: fair.id }, json: place });
  const { ticket: printed } = await printTicket(union, { fairId: fair.id, ...place });
  const booths = await fairWithBooths(demo.services, union, 1, DOORS_OPEN_H);
  await busyClerk(demo.services, union, booths, CLERK);
  // Gives the fair its own title, so that the tests notice a page that lacks it.
  await db.updateTable("fair").set({ title: "盘锦湿地招聘会" }).where("id", "=", booths.fair.id).execute();
  const published = db.selectFrom("posting").select("id").where("enterpriseId", "=", enterprise);
  const closed = await one(
    published.where("status", "=", "published").where("id", "!=", posting).executeTakeFirst(),
  );
  await closePosting(union, { id: closed, reason: "filled" });
  const more = await published
    .where("status", "=", "published")
    .where("id", "!=", posting)
    .orderBy("id")
    .limit(2)
    .execute();
  const [violated = "", disputed = ""] = more.map(({ id }) => id);
  for (const id of [violated, disputed])
    await closeForCause(union, { id, rule: "FEES", sentence: "要求交服装费" });
  const objection = { objection: "服装费由企业承担", objectedAt: new Date() };
  await db.updateTable("postingViolation").set(objection).where("postingId", "=", disputed).execute();
  const suspended = await importedEnterprise(union, "待核查机械厂", "211400");
  await suspendEnterprise(union, { id: suspended, reason: "营业执照待核实" });
  const invitee = await db
    .selectFrom("talentCard")
    .select(["id", "accountId"])
    .where("city", "=", "210900")
    .executeTakeFirstOrThrow();
  const talentInvitation = demo.services.ids.uuid();
  await db
    .insertInto("talentInvitation")
    .values({
      id: talentInvitation,
      cardId: invitee.id,
      accountId: invitee.accountId,
      enterpriseId: enterprise,
      postingId: posting,
    })
    .execute();
  const [liaoxi] = AGREEMENTS;
  if (liaoxi)
    await signAgreement(
      demo.services,
      liaoxi.slug,
      liaoxi.cities.map(({ code }) => code),
    );
  const livestream = await announcedLivestream(union, [posting]);
  const { consentId } = await db
    .selectFrom("application")
    .select("consentId")
    .where("id", "=", application)
    .executeTakeFirstOrThrow();
  return {
    consent: consentId,
    livestream: livestream.id,
    fair: fair.id,
    otherFair: other.id,
    ticket: ((await taken.json()) as { id: string }).id,
    printed: printed.id,
    boothFair: booths.fair.id,
    hall: booths.hall.venueId,
    stand: booths.first.registrationId,
    venue: place.venueId,
    enterprise,
    posting,
    draft: draft.id,
    waiting: await one(
      db
        .selectFrom("posting")
        .select("id")
        .where("enterpriseId", "=", enterprise)
        .where("status", "=", "submitted")
        .executeTakeFirst(),
    ),
    received: await one(
      db.selectFrom("application").select("id").where("enterpriseId", "=", enterprise).executeTakeFirst(),
    ),
    application,
    closed,
    violated,
    disputed,
    suspended,
    talentCard: cards[0]?.id ?? "",
    talentInvitation,
    sheet: ((await uploaded.json()) as { id: string }).id,
    ownSheet: brought.headers.get("location")?.slice(-36) ?? "",
  };
}

export type Visit = { who: string; phone: string | null; paths: (ids: Ids) => string[] };

/** Every page of the site, grouped by the people who may see it. */
export const VISITS: Visit[] = [
  {
    who: "visitor",
    phone: null,
    paths: (ids) => [
      "/",
      "/postings",
      `/postings?q=${encodeURIComponent("电焊工")}&city=211400&benefits=dormitory`,
      `/postings?q=${encodeURIComponent("没有这种工作")}`,
      `/postings/${ids.posting}`,
      `/postings/${ids.posting}/apply`,
      `/postings/${ids.posting}/poster`,
      `/p/${ids.posting.slice(-8)}`,
      `/postings/${ids.posting}/report`,
      `/employers/${ids.enterprise}`,
      "/near?back=/postings",
      `/postings/${ids.closed}`,
      "/postings/01935a7c-0000-7000-8000-000000000000",
      "/jobs/211400",
      "/jobs/211400/welder",
      "/cities",
      "/help",
      "/ranking",
      "/sign-in",
      "/sign-in/link?token=none",
      "/mail/confirm?token=none",
      "/mail/unsubscribe?token=none",
      "/api/docs",
      "/dev/components",
      `/fairs/${ids.boothFair}/queue/${ids.hall}`,
      "/livestreams",
      `/livestreams/${ids.livestream}`,
      `/livestreams/${ids.livestream}/postings`,
      `/livestreams/${ids.livestream}/text`,
      `/livestreams/${ids.livestream}/questions`,
      `/livestreams/${ids.livestream}/claims`,
    ],
  },
  {
    who: "clerk at a booth",
    phone: CLERK,
    paths: (ids) => [
      `/enterprise/fairs/${ids.boothFair}/desk`,
      `/enterprise/fairs/${ids.boothFair}/interviews`,
      "/enterprise/follow-ups",
      `/enterprise/registrations/${ids.stand}/history`,
      `/me/fairs/${ids.boothFair}`,
      `/fairs/${ids.boothFair}/enterprises`,
      `/fairs/${ids.boothFair}/stands/${ids.stand}`,
      "/me/follow-ups",
    ],
  },
  {
    who: "seeker",
    phone: seekerPhone("210900"),
    paths: (ids) => [
      "/me",
      "/me/invitations",
      "/me/card",
      "/me/looks",
      "/me/erasures",
      `/me/consents/${ids.consent}/history`,
      "/me/talent",
      "/me/talent/new",
      "/me/talent/blocks?q=%E6%9C%BA%E6%A2%B0",
      `/me/talent/invitations/${ids.talentInvitation}`,
      "/me/searches",
      "/me/searches/new?q=%E7%94%B5%E7%84%8A&city=211400&payMin=4000",
      `/me/applications/${ids.application}`,
      `/me/applications/${ids.application}/sent`,
      `/me/consents/${ids.consent}`,
      "/me/phone",
      `/postings/${ids.posting}/apply`,
      "/enterprise/register",
      `/enterprise/claim/${ids.enterprise}`,
      `/fairs/${ids.otherFair}/ticket`,
      `/fairs/${ids.fair}/arrive?c=LPV1`,
      `/livestreams/${ids.livestream}/reservation`,
      `/me/tickets/${ids.ticket}`,
      `/me/tickets/${ids.ticket}/print`,
    ],
  },
  {
    who: "member",
    phone: memberPhone("211400"),
    paths: (ids) => [
      "/enterprise",
      "/enterprise/postings",
      "/enterprise/postings/new",
      "/enterprise/postings/drafts",
      `/enterprise/postings/drafts?edit=${ids.draft}`,
      "/enterprise/imports",
      `/enterprise/imports/${ids.ownSheet}`,
      `/enterprise/imports/${ids.ownSheet}/rows`,
      `/enterprise/postings/${ids.posting}`,
      `/enterprise/postings/${ids.posting}/questions`,
      `/enterprise/postings/${ids.posting}/history`,
      `/enterprise/postings/${ids.waiting}`,
      `/enterprise/postings/${ids.violated}`,
      "/enterprise/applications",
      `/enterprise/applications/${ids.received}`,
      "/enterprise/talent",
      "/enterprise/talent/sent",
      `/enterprise/talent/${ids.talentCard}`,
      "/enterprise/staff",
      "/enterprise/profile",
      "/enterprise/fairs",
      "/enterprise/livestreams",
      `/enterprise/livestreams/${ids.livestream}/applications`,
      `/enterprise/fairs/${ids.fair}`,
    ],
  },
  {
    who: "officer",
    phone: officerPhone("211400"),
    paths: (ids) => [
      "/union",
      "/union/postings",
      "/union/objections",
      "/union/starts",
      "/union/complaints",
      `/union/postings/${ids.waiting}`,
      `/union/postings/${ids.posting}`,
      `/union/postings/${ids.disputed}`,
      `/union/postings/${ids.disputed}/history`,
      "/union/talent?skill=welder&years=1",
      `/union/talent/${ids.talentCard}`,
      "/union/staff",
      "/union/federation",
      "/union/federation/agreements/liaoxi",
      "/union/federation/210900",
      "/union/federation/210900/commands?state=waiting",
      "/union/federation/210900/refusals",
      "/union/federation/210900/answers",
      "/union/federation/210900/enterprises",
      "/union/federation/210900/erasures",
      "/union/enterprises",
      `/union/enterprises/${ids.enterprise}`,
      `/union/enterprises/${ids.suspended}`,
      `/union/enterprises/${ids.suspended}/history`,
      "/union/figures",
      "/union/figures/list?measure=verified",
      "/union/imports",
      `/union/imports/${ids.sheet}`,
      `/union/imports/${ids.sheet}/rows`,
      "/union/fairs",
      "/union/fairs/new",
      "/union/fairs/recommendations",
      `/union/fairs/${ids.fair}`,
      `/union/fairs/${ids.fair}/edit`,
      `/union/fairs/${ids.fair}/history`,
      `/union/fairs/registrations/${ids.stand}/history`,
      `/union/fairs/${ids.fair}/proposal`,
      `/union/fairs/${ids.fair}/registrations`,
      `/union/fairs/${ids.fair}/report`,
      `/union/fairs/${ids.fair}/report/list?measure=enterprises`,
      `/union/fairs/${ids.fair}/tickets`,
      `/union/fairs/${ids.fair}/tickets/new`,
      `/union/fairs/${ids.fair}/scanner`,
      `/union/fairs/${ids.fair}/arrival-poster`,
      `/union/tickets/${ids.printed}`,
      "/union/livestreams",
      "/union/livestreams/new",
      `/union/livestreams/${ids.livestream}`,
      `/union/livestreams/${ids.livestream}/edit`,
      `/union/livestreams/${ids.livestream}/signal`,
      `/union/livestreams/${ids.livestream}/recordings`,
      `/union/livestreams/${ids.livestream}/media`,
      `/union/livestreams/${ids.livestream}/platform-figures`,
      `/union/livestreams/${ids.livestream}/questions`,
      `/union/livestreams/${ids.livestream}/run-sheet?q=%E7%84%8A`,
      `/union/livestreams/${ids.livestream}/claims`,
      `/union/livestreams/${ids.livestream}/report`,
      `/union/livestreams/${ids.livestream}/report/list?measure=applications`,
      "/union/livestream-marks",
      "/union/livestream-room",
      `/union/livestreams/${ids.livestream}/presenter`,
      `/union/livestreams/${ids.livestream}/presenter/desk`,
      `/union/livestreams/${ids.livestream}/standby`,
    ],
  },
];

/** Further visits, only for the tests of markup and links: pages of fairs, and pages of a county officer. */
export const FACES: Visit[] = [
  {
    who: "visitor at the fairs",
    phone: null,
    paths: (ids) => [
      "/fairs",
      `/fairs/${ids.fair}`,
      `/fairs/${ids.boothFair}`,
      `/fairs/${ids.boothFair}/board`,
      `/fairs/${ids.boothFair}/enterprises`,
      `/fairs/${ids.boothFair}/postings`,
      `/fairs/${ids.boothFair}/stands/${ids.stand}`,
      "/no-such-page",
    ],
  },
  {
    who: "host of a fair",
    phone: officerPhone("211400"),
    paths: (ids) => {
      const own = ["article", "channels", "ours", "print", "registrations"];
      const papers = ["booth-cards", "participants", "poster", `poster/${ids.hall}`, "sign-in-sheets"];
      const desks = ["edit", "proposal", "report", "tickets", "tickets/new", "scanner", "arrival-poster"];
      const [fair, other] = [`/union/fairs/${ids.boothFair}`, `/union/fairs/${ids.fair}`];
      return [
        fair,
        ...[...own, ...papers, ...desks].map((face) => `${fair}/${face}`),
        ...own.map((face) => `${other}/${face}`),
      ];
    },
  },
  {
    who: "co-organiser of a fair",
    phone: officerPhone("210900"),
    paths: (ids) =>
      ["", "/registrations", "/print", "/participants", "/sign-in-sheets", "/report"].map(
        (face) => `/union/fairs/${ids.boothFair}${face}`,
      ),
  },
  {
    who: "officer of a county",
    phone: countyOfficerPhone("211402"),
    paths: () => ["/union", "/union/postings", "/union/enterprises", "/union/imports", "/union/fairs"],
  },
];
