import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Tx } from "../../db/client.ts";
import { listNotices } from "../../src/notifications/index.ts";
import {
  INVITATIONS_A_DAY,
  inviteTalent,
  type OpenedTalentCard,
  type TalentInvitation,
  takeBackTalentCard,
} from "../../src/talent/index.ts";
import { insertInvitation, takeInvitation } from "../../src/talent/invitations/store.ts";
import { lockReadable, selectReadable } from "../../src/talent/store.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { HOME } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { publishedPosting } from "../factories/postings.ts";
import { type Shown, shareCards, shownCard } from "../factories/talent.ts";
import { bodyOf, type Client } from "../support/app.ts";
import { meetingOf, untilBlocked } from "../support/meeting.ts";

let hall: Hall;
let postingId: string;
beforeAll(async () => {
  hall = await openHall();
  await shareCards(hall.t.services.db);
  postingId = await hall.publish();
});
afterAll(() => hall.t.close());

const invites = (id: string, more: object = {}, who: Client = hall.member) =>
  who.call("POST", `/api/v1/talent/${id}/invitations`, {
    body: { enterpriseId: hall.enterpriseId, postingId, ...more },
  });
const invitationsTo = async ({ seeker }: Shown) =>
  (
    await bodyOf<{ items: TalentInvitation[] }>(
      await seeker.call("GET", "/api/v1/me/talent-invitations"),
      200,
    )
  ).items;
const codeOf = async (answer: Response, status: number) =>
  (await bodyOf<{ code: string }>(answer, status)).code;

/** Another verified enterprise of the same city with an open posting. */
async function rival() {
  const { enterprise, member } = await verifiedEnterprise(hall.t.services, hall.officer.ctx);
  const posting = await publishedPosting({ member, officer: hall.officer.ctx }, enterprise.id);
  return { enterpriseId: enterprise.id, member, postingId: posting.id };
}

describe("an invitation", () => {
  test("names an own posting, reaches the person once, and is answered by applying", async () => {
    const shown = await shownCard(hall.t);
    const first = await bodyOf<{ id: string }>(await invites(shown.card.id), 201);
    expect(await bodyOf(await invites(shown.card.id), 200)).toEqual({ id: first.id, created: false });
    const notices = (await listNotices(shown.seeker.ctx)).filter(({ kind }) => kind === "talentInvited");
    expect(notices).toMatchObject([{ subject: { kind: "talentInvitation", id: first.id } }]);
    expect(await invitationsTo(shown)).toMatchObject([
      { id: first.id, applied: false, posting: { id: postingId } },
    ]);
    await bodyOf(await hall.applyTo(postingId, shown.seeker), 201);
    expect(await invitationsTo(shown)).toMatchObject([{ applied: true }]);
    const sent = await hall.member.call("GET", `/api/v1/enterprises/${hall.enterpriseId}/talent-invitations`);
    expect((await bodyOf<{ items: object[] }>(sent, 200)).items[0]).toMatchObject({
      id: first.id,
      applied: true,
    });
  });

  test("needs an open posting of the enterprise", async () => {
    const { card } = await shownCard(hall.t);
    const other = await rival();
    expect(await codeOf(await invites(card.id, { postingId: other.postingId }), 409)).toBe("POSTING_STATE");
    expect((await invites(card.id, { enterpriseId: other.enterpriseId })).status).toBe(404);
    expect((await invites(card.id, {}, hall.officer)).status).toBe(403);
  });

  test("to a person who took the card back or blocked the enterprise gets the missing-thing answer", async () => {
    const [gone, blocking] = [await shownCard(hall.t), await shownCard(hall.t)];
    await gone.seeker.call("DELETE", `/api/v1/me/talent/${gone.card.id}`);
    const block = `/api/v1/me/talent-blocks/${hall.enterpriseId}`;
    expect((await blocking.seeker.call("PUT", block)).status).toBe(204);
    for (const { card } of [gone, blocking]) {
      expect((await invites(card.id)).status).toBe(404);
      expect((await hall.member.call("GET", `/api/v1/talent/${card.id}`)).status).toBe(404);
    }
    expect((await hall.officer.call("GET", `/api/v1/talent/${blocking.card.id}`)).status).toBe(200);
    expect((await blocking.seeker.call("DELETE", block)).status).toBe(204);
    expect((await blocking.seeker.call("DELETE", block)).status).toBe(404);
    await bodyOf<OpenedTalentCard>(await hall.member.call("GET", `/api/v1/talent/${blocking.card.id}`), 200);
  });
});

describe("the limit of a day", () => {
  test("holds when many are sent at once, says so, and begins anew the next day", async () => {
    const { enterpriseId, member, postingId: own } = await rival();
    const cards: Shown[] = [];
    for (let n = 0; n < INVITATIONS_A_DAY + 4; n += 1) cards.push(await shownCard(hall.t));
    const send = ({ card }: Shown) => inviteTalent(member, { id: card.id, enterpriseId, postingId: own });
    const results = await Promise.allSettled(cards.map(send));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(INVITATIONS_A_DAY);
    const refused = results.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(refused).toHaveLength(4);
    for (const error of refused) expect(error).toMatchObject({ code: "TALENT_INVITATION_LIMIT" });
    const left = cards[results.findIndex(({ status }) => status === "rejected")];
    if (!left) throw new Error("nobody left");
    await hall.t.database.travel("1 day");
    expect((await send(left)).created).toBe(true);
    await hall.t.database.travel("-1 day");
  });

  /** Two transactions take the last invitation; each begins before the other ends. */
  async function takeLast(take: (tx: Tx, enterpriseId: string) => Promise<boolean>): Promise<number> {
    const { enterpriseId } = await rival();
    const { db } = hall.t.services;
    const meet = meetingOf(2);
    const one = () =>
      db.transaction().execute(async (tx) => {
        await sql`select 1`.execute(tx);
        await meet();
        return take(tx, enterpriseId);
      });
    return (await Promise.all([one(), one()])).filter(Boolean).length;
  }

  test("the last one is taken once", async () => {
    expect(await takeLast((tx, enterpriseId) => takeInvitation(tx, enterpriseId, 1))).toBe(1);
  });

  test("twin: count and then write takes it twice", async () => {
    const meet = meetingOf(2);
    const naive = async (tx: Tx, enterpriseId: string) => {
      const { rows } =
        await sql`select from talent_invitation_day where enterprise_id = ${enterpriseId}`.execute(tx);
      await meet();
      if (rows.length > 0) return false;
      await sql`insert into talent_invitation_day as d values (${enterpriseId}, app.today(), 1)
        on conflict (enterprise_id, day) do update set sent = d.sent + 1`.execute(tx);
      return true;
    };
    expect(await takeLast(naive)).toBe(2);
  });
});

describe("taking back while an invitation is written", () => {
  /**
   * Reads a card, lets its owner take it back, then writes an invitation. Returns true if it was written
   * after the card was gone.
   */
  async function raced(read: (tx: Tx, id: string) => Promise<string | undefined>): Promise<boolean> {
    const { seeker, card } = await shownCard(hall.t);
    const { db, ids } = hall.t.services;
    let goneFirst = false;
    let takingBack: Promise<void> = Promise.resolve();
    await db.transaction().execute(async (tx) => {
      const accountId = await read(tx, card.id);
      if (!accountId) throw new Error("no card");
      takingBack = takeBackTalentCard(seeker.ctx, { id: card.id });
      goneFirst = await Promise.race([takingBack.then(() => true), untilBlocked(db).then(() => false)]);
      const { enterpriseId } = hall;
      await insertInvitation(tx, {
        id: ids.uuid(),
        cardId: card.id,
        accountId,
        enterpriseId,
        postingId,
        invitedBy: null,
      });
    });
    await takingBack;
    return goneFirst;
  }
  const reader = () => ({ city: HOME, enterpriseId: hall.enterpriseId });

  test("waits for the invitation", async () => {
    expect(await raced(async (tx, id) => (await lockReadable(tx, reader(), id))?.accountId)).toBe(false);
  });

  test("twin: without the lock the person is invited after taking back", async () => {
    expect(await raced(async (tx, id) => (await selectReadable(tx, reader(), id))?.accountId)).toBe(true);
  });

  test("many at once: whoever took the card back first is not invited", async () => {
    const { db } = hall.t.services;
    for (let n = 0; n < 10; n += 1) {
      const { enterpriseId, member, postingId: own } = await rival();
      const { seeker, card } = await shownCard(hall.t);
      const [invited] = await Promise.allSettled([
        inviteTalent(member, { id: card.id, enterpriseId, postingId: own }),
        takeBackTalentCard(seeker.ctx, { id: card.id }),
      ]);
      const rows = await db
        .selectFrom("talentInvitation")
        .select("id")
        .where("cardId", "=", card.id)
        .execute();
      expect(rows).toHaveLength(invited.status === "fulfilled" ? 1 : 0);
      if (invited.status === "rejected") expect(invited.reason).toMatchObject({ code: "NOT_FOUND" });
    }
  });
});
