import { sql } from "kysely";
import type { Db } from "../../db/client.ts";
import { saveProfile } from "../../src/candidates/index.ts";
import { type OwnTalentCard, switchOnTalentCard, type TalentChoice } from "../../src/talent/index.ts";
import { type Client, freshPhone, type TestApp } from "../support/app.ts";
import { FIRST, HOME } from "./cities.ts";

/** Lets the cities of an agreement show each other cards of the talent pool. */
export async function shareCards(db: Db, slug: string = FIRST.slug): Promise<void> {
  await sql`update agreement set shares = array_append(shares, 'candidate') where slug = ${slug}`.execute(db);
}

/** The profile of a person who shows a card. */
export const WELDER = {
  callName: "赵钢",
  skills: ["welder"],
  places: ["211481"],
  years: 12,
  certificates: ["特种设备焊接作业证", "叉车证"],
  veteran: true,
  city: HOME,
};

/** Everything that the profile holds, for three months. */
export const SHOWS_ALL = {
  cities: [HOME],
  fields: ["places", "years", "certificates", "veteran"],
  startFrom: "week",
  days: 90,
} satisfies TalentChoice;

export type Shown = { seeker: Client; card: OwnTalentCard };

/** Signs a person in who shows a card to the first of the chosen cities. */
export async function shownCard(
  t: TestApp,
  { profile = {}, choice = {} }: { profile?: Partial<typeof WELDER>; choice?: Partial<TalentChoice> } = {},
): Promise<Shown> {
  const seeker = await t.signInAs(freshPhone());
  await saveProfile(seeker.ctx, { ...WELDER, ...profile });
  const wanted = { ...SHOWS_ALL, ...choice };
  const cards = await switchOnTalentCard(seeker.ctx, wanted);
  const card = cards.find(({ city }) => city === wanted.cities[0]);
  if (!card) throw new Error("no card");
  return { seeker, card };
}
