import { saveProfile } from "../../src/candidates/index.ts";
import { openSlots, scanAtBooth, setMeeting } from "../../src/fairs/index.ts";
import type { RequestContext, Services } from "../../src/platform/context.ts";
import type { AccountActor } from "../../src/platform/core/actor.ts";
import { grantByPhone, person } from "./actors.ts";
import { FIRST, HOME } from "./cities.ts";
import { hoursAhead, publishedFair } from "./fairs.ts";

export type Holder = {
  ctx: RequestContext & { actor: AccountActor };
  ticketId: string;
  code: string;
};

/**
 * Inserts a ticket for a venue, without an account unless one is given. Returns its id and its signed code.
 */
export async function ticketFor(
  services: Services,
  at: { fairId: string; venueId: string },
  accountId: string | null = null,
): Promise<{ ticketId: string; code: string }> {
  const [id, reference] = [services.ids.uuid(), services.ids.reference()];
  await services.db
    .insertInto("fairTicket")
    .values({
      id,
      reference,
      ...at,
      slotId: null,
      accountId,
      issuedBy: null,
      status: "valid",
      enteredGate: null,
    })
    .execute();
  return { ticketId: id, code: reference };
}

/** Creates a person with a ticket, and with a profile unless `card` is false. */
export async function holder(
  services: Services,
  at: { fairId: string; venueId: string },
  { card = true }: { card?: boolean } = {},
): Promise<Holder> {
  const ctx = await person(services, { agreement: FIRST.slug });
  if (card) await saveProfile(ctx, { callName: "王师傅", skills: ["welder"], places: [HOME] });
  return { ctx, ...(await ticketFor(services, at, ctx.actor.accountId)) };
}

/** Hours until a fair opens: 24 minutes, so that its gates already admit people. */
export const DOORS_OPEN_H = 0.4;

/**
 * Creates a published fair with booths. Registration closes in an hour, or at the opening if that is earlier;
 * timetables are solved after that.
 */
export async function fairWithBooths(
  services: Services,
  host: RequestContext,
  exhibitors = 1,
  opensInHours = 3,
) {
  const { fair, companies } = await publishedFair(services, host, {
    exhibitors,
    registrationOpensAt: await hoursAhead(host, -1),
    registrationClosesAt: await hoursAhead(host, Math.min(1, opensInHours)),
    opensAt: await hoursAhead(host, opensInHours),
    closesAt: await hoursAhead(host, 9),
  });
  const booths = companies.map(({ registration, ...more }) => {
    if (!registration.booth) throw new Error("no booth");
    return { ...more, registrationId: registration.id, booth: registration.booth };
  });
  const [first] = booths;
  if (!first) throw new Error("no exhibitor");
  return { fair, booths, first, hall: { fairId: fair.id, venueId: first.booth.venueId } };
}

/** Makes the account of this phone a member of the enterprise. */
export const clerkOf = (host: RequestContext, phone: string, enterpriseId: string): Promise<string> =>
  grantByPhone(host, phone, { kind: "member", enterpriseId });

/**
 * Makes the account with this phone a member of the exhibitor and a ticket holder. The booth scans the
 * ticket, and a follow-up is inserted. Also opens interview slots and sets a meeting link.
 */
export async function busyClerk(
  services: Services,
  host: RequestContext,
  world: Awaited<ReturnType<typeof fairWithBooths>>,
  phone: string,
): Promise<void> {
  const { member, registrationId, posting, enterprise } = world.first;
  const accountId = await clerkOf(host, phone, enterprise.id);
  const { code } = await ticketFor(services, world.hall, accountId);
  const shown = { nonce: services.ids.uuid(), code, postingId: posting.id, callName: "张师傅", intent: true };
  const { applicationId } = await scanAtBooth(member, { registrationId, ...shown });
  await openSlots(member, {
    registrationId,
    recruiter: 1,
    from: world.fair.opensAt,
    to: new Date(Date.parse(world.fair.opensAt) + 1_800_000).toISOString(),
    minutes: 15,
    capacity: 1,
  });
  await setMeeting(member, { registrationId, url: "https://meeting.tencent.com/dm/abc" });
  const of = { enterpriseId: enterprise.id, accountId, postingId: posting.id };
  const asked = {
    id: services.ids.uuid(),
    applicationId,
    intentId: null,
    day: 7 as const,
    dueOn: "2026-01-08",
  };
  await services.db
    .updateTable("application")
    .set({ startedOn: "2026-01-01" })
    .where("accountId", "=", accountId)
    .execute();
  await services.db
    .insertInto("followUp")
    .values({ ...asked, ...of })
    .execute();
}
