import { memberPhone, officerPhone, seekerPhone } from "../../db/demo/people.ts";
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
export const CLERK = "13912369999";

const one = async (query: Promise<{ id: string } | undefined>) => (await query)?.id ?? "";

export type Ids = Awaited<ReturnType<typeof prepare>>;

/**
 * Adds the records that a visit to every page needs and that the demo data lacks. Returns the ids of the
 * records to visit.
 */
export async function prepare(demo: Pick<DemoDatabase, "db" | "services">, origin: string) {
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
  const clerk = await signInByPhone(origin, memberPhone("211400"));
  const hr = apiClient(origin, clerk);
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
