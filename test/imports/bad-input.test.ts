import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ImportRowView, type ImportView, TEMPLATE_COLUMNS } from "../../src/imports/index.ts";
import { TEMPLATE } from "../../src/web/text/imports/template.ts";
import { COUNTY, FOREIGN, HOME, NEIGHBOUR, twoAgreements } from "../factories/cities.ts";
import { bodyOf, type Client, type TestApp, testApp } from "../support/app.ts";
import { fairSheet, gb18030, utf8, xlsx } from "./reading/support.ts";
import { HEADER, line, sheetOf } from "./support.ts";

let t: TestApp;
let union: Client;
beforeAll(async () => {
  t = await testApp();
  await twoAgreements(t.services.db);
  union = await t.asOfficer(HOME);
});
afterAll(() => t.close());

type Fields = Record<string, string>;
const BOUNDARY = "-----boundary";
const head = (fields: Fields, filename: string) =>
  [
    ...Object.entries(fields).map(
      ([name, value]) =>
        `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    ),
    `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${filename}"\r\n\r\n`,
  ].join("");

/** Uploads a file as a multipart form, in chunks and without Content-Length. */
function upload(
  who: Client,
  content: string | Uint8Array | ReadableStream<Uint8Array>,
  { filename = "a.csv", fields = { city: HOME } as Fields, cut = false } = {},
): Promise<Response> {
  const inner = (
    content instanceof ReadableStream
      ? content
      : new Blob([typeof content === "string" ? utf8(content) : Uint8Array.from(content)]).stream()
  ) as ReadableStream<Uint8Array>;
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const send = async () => {
    const writer = writable.getWriter();
    await writer.write(utf8(head(fields, filename)));
    for await (const piece of inner) await writer.write(piece);
    if (!cut) await writer.write(utf8(`\r\n--${BOUNDARY}--\r\n`));
    await writer.close();
  };
  // A server that refuses the upload stops reading, so a failure to write the rest is expected.
  send().catch(() => undefined);
  const request = new Request("http://localhost/api/v1/imports", {
    method: "POST",
    body: readable,
    headers: {
      authorization: `Bearer ${who.token}`,
      "content-type": `multipart/form-data; boundary=${BOUNDARY}`,
    },
    duplex: "half",
  } as RequestInit);
  return Promise.resolve(t.app.fetch(request));
}

const problem = async (answer: Response) => {
  const body = (await answer.json()) as { code: string };
  return { status: answer.status, code: body.code };
};

const left = async () =>
  (
    await sql<{ rows: number; postings: number; live: number }>`
      select (select count(*)::int from import_row) as rows, (select count(*)::int from posting) as postings,
        (select count(*)::int from import_batch where status <> 'failed') as live`.execute(t.services.db)
  ).rows[0];

const endless = (mib: number) => {
  const row = utf8(`${line(1, { place: "兴城市".repeat(20_000) })}\n`);
  let sent = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent === 0) controller.enqueue(utf8(`${HEADER}\n`));
      controller.enqueue(row);
      sent += row.length;
      if (sent > mib * 1024 * 1024) controller.close();
    },
  });
};

const png = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0,
]);
const ole = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...Array(600).fill(0)]);
const tooMany = () =>
  xlsx([{ name: "a", rows: [HEADER.split(","), ...Array(20_001).fill(line(1).split(","))] }]);

describe("unreadable file", () => {
  test.each([
    ["a picture named .csv", png, "a.csv", 422, "IMPORT_NOT_A_TABLE"],
    ["an old .xls", ole, "a.xls", 422, "IMPORT_NOT_A_TABLE"],
    ["an empty file", "", "a.csv", 422, "IMPORT_NO_ROWS"],
    [
      "no known encoding",
      Uint8Array.from([...utf8(HEADER), 10, 0xff, 0xff, 0x80, 0xff]),
      "a.csv",
      422,
      "IMPORT_ENCODING_UNKNOWN",
    ],
    ["a text without columns", "你好，请查收附件。\n谢谢", "a.csv", 422, "IMPORT_NO_HEADER"],
    ["a header and nothing under it", HEADER, "a.csv", 422, "IMPORT_NO_ROWS"],
    ["JSON that breaks off", '[{"@type":"JobPosting","title":"焊工"', "a.json", 422, "IMPORT_JSON_INVALID"],
    ["a workbook of 20,001 rows", tooMany(), "a.xlsx", 422, "IMPORT_TOO_MANY_ROWS"],
  ])("%s", async (_, content, filename, status, code) => {
    expect(await problem(await upload(union, content, { filename }))).toEqual({ status, code });
    expect(await left()).toEqual({ rows: 0, postings: 0, live: 0 });
  });

  test("refuses more than 50 MB without a declared length", async () => {
    expect(await problem(await upload(union, endless(60)))).toEqual({
      status: 413,
      code: "IMPORT_TOO_LARGE",
    });
    expect(await left()).toEqual({ rows: 0, postings: 0, live: 0 });
  });

  test("refuses an interrupted upload", async () => {
    const answer = await upload(union, sheetOf(line(1), line(2)), { cut: true });
    expect(await problem(answer)).toEqual({ status: 400, code: "MALFORMED_BODY" });
    expect(await left()).toEqual({ rows: 0, postings: 0, live: 0 });
  });

  test("names the field for a missing file, an unknown city, a repost without a source", async () => {
    const form = new FormData();
    form.set("city", HOME);
    const none = await t.app.request("/api/v1/imports", {
      method: "POST",
      body: form,
      headers: { authorization: `Bearer ${union.token}` },
    });
    const refused = [none, await upload(union, sheetOf(line(1)), { fields: { city: HOME, repost: "true" } })];
    const bodies = await Promise.all(
      refused.map((answer) => bodyOf<{ fields: { path: string }[] }>(answer, 422)),
    );
    expect(bodies.map(({ fields }) => fields[0]?.path)).toEqual(["file", "source"]);
    expect((await upload(union, sheetOf(line(1)), { fields: { city: "119999" } })).status).toBe(404);
  });

  test("names an unknown or invalid field and a field after the file; stages nothing", async () => {
    const wrong = [
      await upload(union, sheetOf(line(1)), { fields: { city: HOME, colour: "red" } }),
      await upload(union, sheetOf(line(1)), { fields: { city: HOME, repost: "yes" } }),
      await upload(union, sheetOf(line(1)), { fields: { city: "锦州" } }),
      await upload(
        union,
        `${sheetOf(line(1))}\r\n--${BOUNDARY}\r\ncontent-disposition: form-data; name="city"\r\n\r\n${FOREIGN}`,
      ),
    ];
    const bodies = await Promise.all(
      wrong.map((answer) => bodyOf<{ fields: { path: string; code: string }[] }>(answer, 422)),
    );
    expect(bodies.map(({ fields }) => fields[0]?.path)).toEqual(["colour", "repost", "city", "file"]);
    expect(await left()).toEqual({ rows: 0, postings: 0, live: 0 });
  });
});

describe("rows of a readable file", () => {
  const imported = async (content: string | Uint8Array, filename = "a.csv") => {
    const { id } = await bodyOf<ImportView>(await upload(union, content, { filename }), 201);
    const { plan } = await bodyOf<ImportView>(await union.call("POST", `/api/v1/imports/${id}/dry-run`), 200);
    const { items } = await bodyOf<{ items: ImportRowView[] }>(
      await union.call("GET", `/api/v1/imports/${id}/rows?kind=data&limit=100`),
      200,
    );
    return { id, plan, rows: items };
  };
  const codes = (row?: ImportRowView) => row?.reasons.map(({ code }) => code) ?? [];

  test("refuses shifted columns, missing titles and employers with row, column and reason; takes the other rows", async () => {
    const slipped =
      "葫芦岛示例船舶有限公司,电焊工,5,高中,持证,按图焊接,6000元/月,兴城市,2027-01-01,多出来的,还有";
    const { plan, rows } = await imported(
      sheetOf(line(3, { employer: " " }), line(1), slipped, line(2).replace("电焊工2", ""), line(4)),
    );
    expect(plan?.rows).toEqual({ create: 2, refuse: 3 });
    expect(rows.map((row) => [row.row, row.plan])).toEqual([
      [2, "refuse"],
      [3, "create"],
      [4, "refuse"],
      [5, "refuse"],
      [6, "create"],
    ]);
    expect([rows[0], rows[2], rows[3]].map((row) => codes(row)[0])).toEqual([
      "EMPLOYER_MISSING",
      "COLUMNS_SLIPPED",
      "TITLE_MISSING",
    ]);
    expect(rows[3]?.reasons[0]).toMatchObject({ column: "招聘岗位", field: "title" });
  });

  test("refuses a row shifted to the left, where a number stands for the trade", async () => {
    const { rows } = await imported(
      `企业名称,招聘岗位,人数,薪资待遇,工作地点\n葫芦岛甲机械,钳工,3,6000元,兴城市\n葫芦岛丙机械,3,6000元,兴城市`,
    );
    expect(rows.map((row) => [row.plan, codes(row)[0] === "COLUMNS_SLIPPED"])).toEqual([
      ["create", false],
      ["refuse", true],
    ]);
  });

  test("resolves an ambiguous county within the agreement", async () => {
    const { rows } = await imported(sheetOf(line(31, { place: "海州区" }), line(32, { place: "朝阳区" })));
    expect(rows.map((row) => codes(row).includes("PLACE_UNKNOWN"))).toEqual([false, true]);
  });

  test("drafts name a missing place, a past date, a code that fails its check", async () => {
    const header = `${HEADER},统一社会信用代码`;
    const rows = [
      `${line(11, { place: "" })},`,
      `${line(12, { validThrough: "2020-01-01" })},`,
      `${line(13, { validThrough: "明年" })},91210900MA0000000X`,
    ];
    const done = await imported([header, ...rows].join("\n"));
    expect(done.plan?.rows).toEqual({ create: 3 });
    expect(codes(done.rows[0])).toContain("MISSING_PLACE");
    expect(codes(done.rows[1])).toContain("VALIDITY_PAST");
    expect(codes(done.rows[2])).toEqual(expect.arrayContaining(["DATE_UNREAD", "USCC_CHECK_FAILED"]));
  });

  test("equal rows in GB18030 and with a byte order mark are the same postings", async () => {
    const text = sheetOf(line(21), line(22));
    const first = await imported(text);
    expect((await union.call("POST", `/api/v1/imports/${first.id}/run`, { body: {} })).status).toBe(202);
    const { runImport } = await import("../../src/imports/index.ts");
    await runImport(union.ctx, { importId: first.id });
    for (const bytes of [gb18030(text), Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8(text)])])
      expect((await imported(bytes)).plan?.rows).toEqual({ unchanged: 2 });
  });

  test("refuses an impossible mapping by column; one without a title does not run", async () => {
    const { id } = await bodyOf<ImportView>(
      await upload(union, "甲列,乙列,企业名称,电话,地点\n焊工,5,甲公司,0429-1,兴城"),
      201,
    );
    const put = (mapping: object) =>
      union.call("PUT", `/api/v1/imports/${id}/mapping`, { body: { mapping } });
    expect(await problem(await union.call("POST", `/api/v1/imports/${id}/run`, { body: {} }))).toEqual({
      status: 422,
      code: "IMPORT_MAPPING_INCOMPLETE",
    });
    const wrong = await Promise.all([
      put({ "": { 9: "title" } }),
      put({ "": { 0: "title", 1: "title" } }),
      put({ other: { 0: "title" } }),
      put({ "": { 0: "salary" } }),
    ]);
    expect(wrong.map((answer) => answer.status)).toEqual([422, 422, 422, 422]);
    expect((await put({ "": { 0: "title", 1: "headcount" } })).status).toBe(200);
    expect((await union.call("POST", `/api/v1/imports/${id}/run`, { body: {} })).status).toBe(202);
    expect(await problem(await union.call("POST", `/api/v1/imports/${id}/run`, { body: {} }))).toEqual({
      status: 409,
      code: "IMPORT_STATE",
    });
  });
});

test("only the city's officers find an import", async () => {
  const { id } = await bodyOf<ImportView>(await upload(union, fairSheet(), { filename: "a.xlsx" }), 201);
  const others = await Promise.all([
    t.asOfficer(NEIGHBOUR),
    t.asOfficer(FOREIGN),
    t.asOfficer(HOME, COUNTY[HOME] ?? null),
  ]);
  for (const other of others) {
    const answers = await Promise.all([
      other.call("GET", `/api/v1/imports/${id}`),
      other.call("GET", `/api/v1/imports/${id}/rows`),
      other.call("PUT", `/api/v1/imports/${id}/mapping`, { body: {} }),
      other.call("POST", `/api/v1/imports/${id}/dry-run`),
      other.call("POST", `/api/v1/imports/${id}/run`, { body: {} }),
      upload(other, sheetOf(line(1))),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(404));
    const { items } = await bodyOf<{ items: unknown[] }>(await other.call("GET", "/api/v1/imports"), 200);
    expect(items).toEqual([]);
  }
});

test("the empty template creates no posting; a filled one imports without a decision", async () => {
  const template = new Uint8Array(await (await t.call("GET", "/api/v1/imports/template.xlsx")).arrayBuffer());
  const untouched = await upload(union, template, { filename: "样表.xlsx" });
  expect(await problem(untouched)).toEqual({ status: 422, code: "IMPORT_NO_ROWS" });
  const filled = xlsx([
    {
      name: "岗位汇总",
      rows: [
        TEMPLATE_COLUMNS.map(({ field }) => TEMPLATE.columns[field].name),
        TEMPLATE_COLUMNS.map(({ field }) =>
          field === "enterpriseName" ? "阜新样例机械有限公司" : TEMPLATE.columns[field].example,
        ),
      ],
    },
  ]);
  const view = await bodyOf<ImportView>(await upload(union, filled, { filename: "样表.xlsx" }), 201);
  expect(view.sheets[0]?.columns.filter(({ field }) => field === "ignored")).toEqual([]);
  expect(view.counts.data).toBe(1);
});
