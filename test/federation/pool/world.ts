import { sql } from "kysely";
import { saveProfile } from "../../../src/candidates/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import {
  type OwnTalentCard,
  switchOnTalentCard,
  type TalentChoice,
  type TalentInvitation,
  type TalentPage,
} from "../../../src/talent/index.ts";
import { lookAfterCards } from "../../../src/talent/upkeep/look-after-cards.ts";
import { HOME, NEIGHBOUR } from "../../factories/cities.ts";
import { SHOWS_ALL, WELDER } from "../../factories/talent.ts";
import { bodyOf, type Client, freshPhone, type TestApp } from "../../support/app.ts";
import { openWorld as openNodes, type World } from "../apply/world.ts";

export type Shown = { client: Client; phone: string; card: OwnTalentCard; consentId: string };
type Choice = { profile?: Partial<typeof WELDER>; choice?: Partial<TalentChoice> };

/** The nodes of HOME, whose people look for cards, and of NEIGHBOUR, whose people show them. */
export type PoolWorld = World & {
  /** A person of NEIGHBOUR shows a card to HOME. It is not told yet. */
  shown(of?: Choice): Promise<Shown>;
  /** Returns the id under which a reader of HOME finds the only card with this trade, or undefined. */
  found(who: Client, query?: string): Promise<string[]>;
  /** Runs the upkeep of the pool on both nodes. */
  upkeep(): Promise<void>;
  invitationsTo(client: Client): Promise<TalentInvitation[]>;
  /** What a node holds of a record that a log for one city told: rows, and payloads in logs. */
  held(t: TestApp, consentId: string): Promise<{ cards: number; payloads: number; erased: number }>;
};

export async function openPool(): Promise<PoolWorld> {
  const world = await openNodes();
  await world.clauses({ pool: true });
  const consentOf = async (card: OwnTalentCard) => {
    const { rows } = await sql<{ id: string }>`
      select consent_id as id from talent_card where id = ${card.id}::uuid`.execute(world.away.services.db);
    return rows[0]?.id ?? "";
  };
  return Object.assign(world, {
    async shown({ profile = {}, choice = {} }: Choice = {}) {
      const phone = freshPhone();
      const client = await world.away.signInAs(phone);
      await saveProfile(client.ctx, { ...WELDER, city: NEIGHBOUR, ...profile });
      const [card] = (await switchOnTalentCard(client.ctx, { ...SHOWS_ALL, ...choice })).filter(
        ({ city }) => city === HOME,
      );
      if (!card) throw new Error("no card");
      return { client, phone, card, consentId: await consentOf(card) };
    },
    async found(who: Client, query = "") {
      const answer = await who.call("GET", `/api/v1/talent?limit=100${query}`);
      return (await bodyOf<TalentPage>(answer, 200)).items.map(({ id }) => id);
    },
    async upkeep() {
      for (const { services } of [world.away, world.home.t])
        await lookAfterCards(systemContext(services, "test"));
    },
    invitationsTo: async (client: Client) =>
      (
        await bodyOf<{ items: TalentInvitation[] }>(
          await client.call("GET", "/api/v1/me/talent-invitations"),
          200,
        )
      ).items,
    async held({ services }: TestApp, consentId: string) {
      const { rows } = await sql<{ cards: number; payloads: number; erased: number }>`
        select (select count(*)::int from talent_card where consent_id = ${consentId}::uuid) as cards,
          count(payload)::int as payloads, count(*) filter (where op = 'erase')::int as erased
        from log_entry where kind = 'candidate' and record_id = ${consentId}`.execute(services.db);
      return rows[0] ?? { cards: 0, payloads: 0, erased: 0 };
    },
  });
}
