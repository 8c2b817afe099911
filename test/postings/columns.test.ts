import { afterAll, describe, expect, test } from "vitest";
import {
  COMPOSED_COLUMNS,
  type ComposedColumn,
  columnOf,
  editPosting,
  getManagedPosting,
  type PostingInput,
  WORD_COLUMNS,
  type WordColumn,
} from "../../src/postings/index.ts";
import { COUNTY, HOME, NEIGHBOUR } from "../factories/cities.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { daysAhead, draftPosting } from "../factories/postings.ts";

const { database, services, company } = await cityWithEnterprise();
afterAll(() => database.drop());

type Words = Required<Pick<PostingInput, WordColumn>>;

/** Returns a posting in which each written column has a value that cannot be derived from another column. */
const written = async (): Promise<Words> => ({
  title: "电焊工",
  occupation: "electrician",
  headcount: "若干",
  employmentType: "partTime",
  agency: true,
  duties: "按图纸焊接",
  requirements: "持证上岗",
  placeText: "厂区东门",
  city: NEIGHBOUR,
  county: COUNTY[NEIGHBOUR] ?? null,
  payText: "5000-6000元/月",
  education: 4,
  experienceMinMonths: 18,
  benefits: ["bus"],
  contactName: "王师傅",
  contactPhone: "0418-1111111",
  contactHours: "9:00-11:00",
  validThrough: await daysAhead(services, 20),
});

/** Returns a different value for each of these columns. */
const changed = async (): Promise<Words> => ({
  title: "车工",
  occupation: "welder",
  headcount: 7,
  employmentType: "dispatch",
  agency: false,
  duties: "操作车床",
  requirements: "能看图纸",
  placeText: "葫芦岛兴城市",
  city: HOME,
  county: COUNTY[HOME] ?? null,
  payText: "200元/天",
  education: 2,
  experienceMinMonths: 6,
  benefits: ["meals"],
  contactName: "李师傅",
  contactPhone: "0418-2222222",
  contactHours: "14:00-16:00",
  validThrough: await daysAhead(services, 40),
});

/**
 * Columns that an edit of the key column may change, besides the columns that are read from the key column's
 * text.
 */
const FOLLOWING: Partial<Record<WordColumn, ComposedColumn[]>> = {
  title: ["occupation"],
  headcount: ["headcountText"],
  // If the city column is missing, county and province cannot be derived; likewise city and province
  // without the county.
  city: ["county", "province"],
  county: ["city", "province"],
};
/** Columns that are derived from the whole posting. */
const DERIVED: readonly ComposedColumn[] = ["facts", "missing", "flags"];

const rowOf = (id: string) =>
  database.db.selectFrom("posting").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

describe("an edit", () => {
  test("a written value reaches its column", async () => {
    const words = await written();
    const { id } = await draftPosting(company.member, company.enterprise.id, words);
    expect(await rowOf(id)).toMatchObject({ ...words, headcount: null, headcountText: "若干" });
  });

  test.each(WORD_COLUMNS)("of %s changes that column and loses no other", async (edited) => {
    const { id, rev } = await draftPosting(company.member, company.enterprise.id, await written());
    const before = await rowOf(id);
    const value = (await changed())[edited];
    await editPosting(company.member, { id, ifRev: rev, patch: { [edited]: value } });
    const after = await rowOf(id);
    const stays = COMPOSED_COLUMNS.filter(
      (name) =>
        name !== edited &&
        columnOf(name).from !== edited &&
        !FOLLOWING[edited]?.includes(name) &&
        !DERIVED.includes(name),
    );
    expect(stays.length).toBeGreaterThan(15);
    for (const name of stays) expect([name, after[name]]).toEqual([name, before[name]]);
    expect(after[edited]).toEqual(value);
  });

  test("of nothing changes nothing that was written", async () => {
    const { id, rev } = await draftPosting(company.member, company.enterprise.id, await written());
    const before = await getManagedPosting(company.member, id);
    const edited = await editPosting(company.member, { id, ifRev: rev, patch: {} });
    expect(edited).toEqual({ ...before, rev: rev + 1, updatedAt: expect.any(String) });
    expect(Date.parse(edited.updatedAt)).toBeGreaterThanOrEqual(Date.parse(before.updatedAt));
  });
});
