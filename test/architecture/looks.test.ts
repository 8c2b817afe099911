import { expect, test } from "vitest";
import { readSources, type Source } from "../support/sources.ts";

/** Readers of cards or whole phones that record no look, each with the reason. */
const WITHOUT_LOOK: Record<string, string> = {
  "src/candidates/cards/give-card.ts": "seals a person's own phone for a reader whose node records the look",
  "src/cities/setup/administrator.ts": "shows masked phones to the operator",
  "src/identity/account-view.ts": "shows a person's own masked phone",
  "src/identity/change-phone.ts": "compares a person's own phone with a new one",
  "src/identity/phones.ts": "defines the readers of phones",
  "src/identity/sign-in/sign-in-links.ts": "shows a masked phone",
  "src/notifications/delivery/deliver-notices.ts": "sends messages, shows no phone",
  "src/staff/list-staff.ts": "shows masked phones",
  "src/web/pages/seeker/me/account/routes.tsx": "sends a code to a person's own phone",
};
/** Stores that read cards, with the files that show their rows. */
const SHOWN_BY: Record<string, readonly string[]> = {
  "src/applications/store/received.ts": ["src/applications/reading/received.ts"],
  "src/fairs/booth-desk/store/follow-ups.ts": ["src/fairs/booth-desk/follow-ups/read-follow-ups.ts"],
  "src/fairs/booth-desk/store/visits.ts": ["src/fairs/booth-desk/visits/read-visits.ts"],
  "src/fairs/interviews/store/interview-views.ts": ["src/fairs/interviews/read-interviews.ts"],
  "src/fairs/interviews/store/told-meetings.ts": ["src/fairs/interviews/remote/read-told.ts"],
  // Tells an enterprise's node ids alone. That node records the look.
  "src/fairs/interviews/store/turn-applications.ts": [],
};

const sources = readSources("src");
const records = ({ text }: Pick<Source, "text">) => /\brecord\w*Looks\(/.test(text);
const readsCards = ({ text }: Pick<Source, "text">) => /\bshared\.card\b/.test(text);
const readsPhones = ({ text }: Pick<Source, "text">) => /\bphones?Of\(/.test(text);
const named = (paths: readonly string[]) => sources.filter(({ path }) => paths.includes(path));

test("whatever reads phones of other people records the look", () => {
  const readers = sources.filter(readsPhones);
  expect(readers.length).toBeGreaterThan(6);
  const silent = readers.filter((source) => !records(source)).map(({ path }) => path);
  expect(silent.sort()).toEqual(Object.keys(WITHOUT_LOOK).sort());
});

test("whatever shows cards records the look", () => {
  const stores = sources.filter(readsCards).map(({ path }) => path);
  expect(stores.sort()).toEqual(Object.keys(SHOWN_BY).sort());
  const shown = Object.values(SHOWN_BY).flat();
  expect(named(shown)).toHaveLength(shown.length);
  expect(named(shown).filter((source) => !records(source))).toEqual([]);
});

test("twin: a reader without a look is found", () => {
  const text = "const phones = await phonesOf(ctx, ctx.db, ids);";
  expect([readsPhones({ text }), records({ text })]).toEqual([true, false]);
  expect(readsCards({ text: "select 1 from shared.card k" })).toBe(true);
});
