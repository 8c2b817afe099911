import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import {
  approvePosting,
  createPosting,
  editPosting,
  getManagedPosting,
  getPosting,
  listManagedPostings,
  loadCards,
  type ManagedPosting,
  returnPosting,
  submitPosting,
} from "../../src/postings/index.ts";
import { visitor } from "../factories/actors.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { emitted, postingInput } from "../factories/postings.ts";
import { importSheet } from "../imports/support.ts";

// Adds two columns as a developer would: to the column definitions, the API's schemas and the import's
// mapping. All other code must handle them unchanged.
vi.mock("../../db/schema/posting.ts", async (load) => {
  const real = await load<typeof import("../../db/schema/posting.ts")>();
  const words = { sql: "text", by: "words", copied: true };
  return {
    ...real,
    POSTING_COLUMNS: {
      ...real.POSTING_COLUMNS,
      shiftNote: { ...words, shown: "pages" },
      payCurrency: { ...words, shown: "card" },
    },
  };
});
vi.mock("../../src/postings/schema.ts", async (load) => {
  const real = await load<typeof import("../../src/postings/schema.ts")>();
  const text = z.string().nullable();
  const PostingInput = real.PostingInput.extend({
    shiftNote: text.optional(),
    payCurrency: text.optional(),
  });
  return {
    ...real,
    PostingInput,
    PostingPatch: PostingInput.omit({ enterpriseId: true }).partial(),
    PostingView: real.PostingView.extend({ shiftNote: text }),
    ManagedPosting: real.ManagedPosting.extend({ shiftNote: text }),
  };
});
vi.mock("../../src/imports/rows/columns.ts", async (load) => {
  const real = await load<typeof import("../../src/imports/rows/columns.ts")>();
  Object.assign(real.SHEET_FIELDS, { shiftNote: "workTime", payCurrency: null });
  return real;
});

const { database, services, union, company } = await cityWithEnterprise();
beforeAll(async () => {
  await sql`alter table posting add column shift_note text, add column pay_currency text`.execute(
    database.db,
  );
});
afterAll(() => database.drop());

const NOTE = { shiftNote: "两班倒", payCurrency: "USD" };
const SHOWN = { shiftNote: "两班倒", pay: { currency: "USD", minYuan: 6000, maxYuan: 9000 } };

const written = async (): Promise<ManagedPosting> =>
  createPosting(company.member, { ...(await postingInput(services, company.enterprise.id)), ...NOTE });

async function published(): Promise<ManagedPosting> {
  const { id } = await written();
  await submitPosting(company.member, { id });
  return approvePosting(union, { id });
}

describe("a new column", () => {
  test("is created, and stays when another field is edited", async () => {
    const draft = await written();
    expect(draft).toMatchObject(SHOWN);
    const edited = await editPosting(company.member, {
      id: draft.id,
      ifRev: draft.rev,
      patch: { contactHours: "9:00-11:00" },
    });
    expect(edited).toMatchObject({ ...SHOWN, contactHours: "9:00-11:00" });
    expect(await getManagedPosting(union, draft.id)).toMatchObject(SHOWN);
  });

  test("is edited and cleared by its own field", async () => {
    const { id, rev } = await written();
    const patch = { shiftNote: "长白班", payCurrency: null, contactName: null };
    const edited = await editPosting(company.member, { id, ifRev: rev, patch });
    expect(edited).toMatchObject({ shiftNote: "长白班", pay: { currency: null, minYuan: 6000 } });
  });

  test("is published: the page, the card and the change feed show it", async () => {
    const { id } = await published();
    expect(await getPosting(visitor(services), id)).toMatchObject(SHOWN);
    const [card] = await loadCards(visitor(services), [id]);
    expect(card).toMatchObject({ pay: SHOWN.pay });
    expect(card).not.toHaveProperty("shiftNote");
    expect((await emitted(services, id)).at(-1)).toMatchObject({ op: "put", payload: SHOWN });
  });

  test("stays through a correction, a return and a second approval", async () => {
    const { id, rev } = await published();
    const corrected = await editPosting(company.member, { id, ifRev: rev, patch: { headcount: 9 } });
    expect(corrected).toMatchObject({ ...SHOWN, status: "submitted", headcount: 9 });
    const returned = await returnPosting(union, { id, reasons: ["PAY_UNCLEAR"] });
    expect(returned).toMatchObject({ ...SHOWN, status: "draft" });
    expect(await submitPosting(company.member, { id })).toMatchObject(SHOWN);
    expect(await approvePosting(union, { id })).toMatchObject({ ...SHOWN, status: "published" });
  });
});

describe("a new column in an import", () => {
  const HEADER = "岗位编号,企业名称,招聘岗位,人数,薪资待遇,工作地点,工作时间";
  const sheet = (pay: string, shift: string) => `${HEADER}\na1,甲公司,电焊工,5,${pay},葫芦岛兴城市,${shift}`;

  async function imported(pay: string, shift: string): Promise<ManagedPosting> {
    const importId = await importSheet(union, { bytes: sheet(pay, shift) });
    const { items } = await listManagedPostings(union, { importId, limit: 2 });
    expect(items).toHaveLength(1);
    return items[0] as ManagedPosting;
  }

  test("is inserted and updated; a blank cell and a column without a sheet field erase nothing", async () => {
    const first = await imported("5000元/月", "两班倒");
    expect(first).toMatchObject({ shiftNote: "两班倒", pay: { currency: null, minYuan: 5000 } });
    const patch = { payCurrency: "USD", agency: true, contactHours: "9:00-11:00" };
    await editPosting(union, { id: first.id, ifRev: first.rev, patch });
    const kept = { id: first.id, agency: true, contactHours: "9:00-11:00", pay: { currency: "USD" } };
    expect(await imported("6000元/月", "")).toMatchObject({
      ...kept,
      shiftNote: "两班倒",
      pay: { currency: "USD", minYuan: 6000 },
    });
    expect(await imported("6000元/月", "三班倒")).toMatchObject({ ...kept, shiftNote: "三班倒" });
  });
});
