import { afterAll, beforeAll, expect, test } from "vitest";
import { statusOf } from "../../src/capabilities.ts";
import { listCities } from "../../src/cities/index.ts";
import {
  confirmPosting,
  countCall,
  getManagedPosting,
  getPosting,
  listEnterprisePostings,
  loadCards,
  loadSearchDocuments,
} from "../../src/postings/index.ts";
import { officer, visitor } from "../factories/actors.ts";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { daysAhead, publishedPosting } from "../factories/postings.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { code, refusal } from "../support/refusals.ts";
import { testContext } from "../support/system-context.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

test("card, detail, index, list, counts and click expire at one instant, without a write", async () => {
  const services = await testContext(database.db);
  await twoAgreements(database.db);
  const union = await officer(services, HOME);
  const { enterprise, member } = await verifiedEnterprise(services, union);
  const validThrough = await daysAhead(services, 7);
  const { id, rev } = await publishedPosting({ member, officer: union }, enterprise.id, { validThrough });
  const eyes = visitor(services);
  const live = async (status: "published" | "expired") =>
    (await listEnterprisePostings(member, { enterpriseId: enterprise.id, status, limit: 10 })).items.length;
  const seen = async () => ({
    cards: (await loadCards(eyes, [id])).length,
    documents: (await loadSearchDocuments(database.db, [id])).length,
    counted: (await listCities(eyes)).items.find((city) => city.code === HOME)?.postings,
    published: await live("published"),
    expired: await live("expired"),
  });
  // The last valid day ends at midnight in Asia/Shanghai. One minute before, everything is visible.
  const end = await database.db
    .selectFrom("posting")
    .select("expiresAt")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  expect(end.expiresAt?.toISOString()).toBe(`${validThrough}T16:00:00.000Z`);
  const leftMs = (end.expiresAt?.getTime() ?? 0) - Date.now();
  await database.travel(`${leftMs - 60_000} milliseconds`);
  expect(await seen()).toEqual({ cards: 1, documents: 1, counted: 1, published: 1, expired: 0 });
  expect((await getPosting(eyes, id)).applyBlock).toBeNull();
  await countCall(eyes, { id, channel: "web" });

  await database.travel("61 seconds");
  expect(await seen()).toEqual({ cards: 0, documents: 0, counted: 0, published: 0, expired: 1 });
  const refused = await refusal(getPosting(eyes, id));
  expect([refused.code, statusOf(refused), refused.detail.facts]).toEqual([
    "POSTING_EXPIRED",
    410,
    { title: "电焊工", employer: enterprise.name, validThrough, city: HOME, occupation: "welder" },
  ]);
  expect(await code(countCall(eyes, { id, channel: "web" }))).toBe("NOT_FOUND");
  expect(await code(confirmPosting(member, { id }))).toBe("POSTING_EXPIRED");
  expect(await getManagedPosting(member, id)).toMatchObject({ status: "published", expired: true, rev });
  const clicks = await database.db
    .selectFrom("callClick")
    .select("clicks")
    .where("postingId", "=", id)
    .execute();
  expect(clicks).toEqual([{ clicks: 1 }]);
});
