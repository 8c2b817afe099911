import { sql } from "kysely";
import { type FairView, placeRegistration, publishFair } from "../../../src/fairs/index.ts";
import { COUNTY, HOME } from "../../factories/cities.ts";
import { verifiedEnterprise } from "../../factories/enterprises.ts";
import { announcedFair, hoursAhead, venueInput } from "../../factories/fairs.ts";
import { publishedPosting } from "../../factories/postings.ts";
import type { Client } from "../../support/app.ts";
import { MAKERS, personOf, takes, ticketOf, type World } from "./world.ts";

/** A fair of HOME whose doors are open, with a booth of an enterprise of MAKERS. */
export type FairDay = {
  officer: Client;
  member: Client;
  fair: FairView;
  enterpriseId: string;
  postingId: string;
  /** Id of the enterprise's registration. */
  booth: string;
};

/** Makes the enterprise an exhibitor at the host. Returns its registration. */
async function exhibit(
  { host }: World,
  officer: Client,
  at: { fairId: string; enterpriseId: string; postingId: string },
): Promise<string> {
  const { db, ids } = host.t.services;
  const id = ids.uuid();
  await sql`
    insert into fair_registration (id, reference, fair_id, enterprise_id, endorsing_city, status, contact_name,
      contact_phone, recommended_at)
    values (${id}::uuid, ${id}, ${at.fairId}::uuid, ${at.enterpriseId}::uuid, ${MAKERS}, 'recommended', '', '',
      app.now())`.execute(db);
  await sql`
    insert into fair_registration_posting (registration_id, posting_id)
    values (${id}::uuid, ${at.postingId}::uuid)`.execute(db);
  await placeRegistration(officer.ctx, { id });
  return id;
}

/** A fair of HOME that takes registrations, and an enterprise of MAKERS with a posting. */
export async function openRegistration(world: World, title?: string) {
  const { host, makers } = world;
  const officer = await host.t.asOfficer(HOME);
  const union = await makers.t.asOfficer(MAKERS);
  const county = COUNTY[MAKERS] ?? MAKERS;
  const { enterprise } = await verifiedEnterprise(makers.t.services, union.ctx, { county });
  const member = await makers.t.asMember(enterprise.id);
  const people = { member: member.ctx, officer: union.ctx };
  const { id: postingId } = await publishedPosting(people, enterprise.id, { county });
  await world.sync();
  const { id: fairId } = await announcedFair(officer.ctx, {
    ...(title && { title }),
    venues: [venueInput()],
    registrationClosesAt: await hoursAhead(host.ctx, 0.2),
    opensAt: await hoursAhead(host.ctx, 0.4),
    closesAt: await hoursAhead(host.ctx, 6),
  });
  await world.sync();
  return { officer, union, member, fairId, enterprise, postingId };
}

/** Opens the doors of a fair on every node, an hour ago. */
export async function beginFair(world: World, fairId: string): Promise<void> {
  for (const { t } of [world.host, world.makers, world.people])
    await sql`
      update fair set registration_closes_at = app.now() - interval '2 hours',
        registration_opens_at = app.now() - interval '3 hours', opens_at = app.now() - interval '1 hour'
      where id = ${fairId}::uuid`.execute(t.services.db);
}

export async function openFairDay(world: World): Promise<FairDay> {
  const { officer, member, fairId, enterprise, postingId } = await openRegistration(world);
  const booth = await exhibit(world, officer, { fairId, enterpriseId: enterprise.id, postingId });
  const fair = await publishFair(officer.ctx, { id: fairId, action: "publish" });
  await world.sync();
  return { officer, member, fair, enterpriseId: enterprise.id, postingId, booth };
}

/** A person whose ticket is for the hall, or who takes part online. */
export async function visitorOf(world: World, fair: FairView, online: boolean) {
  const { client, phone } = await personOf(world.people);
  const asked = await takes(client, fair, online ? { venueId: undefined, online: true } : {});
  await world.settle();
  return { client, phone, ticket: await ticketOf(client, asked) };
}
