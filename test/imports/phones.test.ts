import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import { repairPhones } from "../../src/imports/reading/index.ts";
import { Phone } from "../../src/platform/core/schema.ts";
import { ContactPhone } from "../../src/postings/reading/index.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import { codesOf, importSheet, tryOut } from "./support.ts";

const { database, union } = await cityWithEnterprise();
afterAll(() => database.drop());

const MOBILE = "13800000005";
const DAMAGED = [
  "13800000005.0",
  "13800000005.00",
  '="13800000005"',
  "='13800000005",
  "'13800000005",
  "’13800000005",
  "`13800000005",
  "1.3800000005E+10",
  "1.3800000005e10",
  "008613800000005",
  "0086-138-0000-0005",
  "(+86)13800000005",
  "（+86） 138 0000 0005",
  "+86 138-0000-0005",
  "86-13800000005",
  "013800000005",
  "138—0000—0005",
  "138.0000.0005",
  "138\u00a00000\u00a00005",
  "\u202a13800000005\u202c",
  "\ufeff13800000005\u200b",
  "１３８００００００05",
  "tel:+8613800000005",
  "13800000005.",
];

describe("a damaged mobile number", () => {
  test.each(DAMAGED)("%j is repaired in a sheet, at sign-in, and in a form", (text) => {
    expect(repairPhones(text)).toEqual({ text: MOBILE, broken: [] });
    expect(Phone.parse(text)).toBe(MOBILE);
    expect(ContactPhone.parse(text)).toBe(MOBILE);
  });

  test.each(["1.38E+10", "1.380000001E+10", "1380000000", "138000000055", "138-0000-000", "23800000005"])(
    "%s is refused in each of them",
    (text) => {
      expect(repairPhones(text)).toEqual({ text: "", broken: [text] });
      expect(Phone.safeParse(text).success).toBe(false);
    },
  );
});

test.each([
  ["4186666666", "0418-6666666"],
  ["418-6666666", "0418-6666666"],
  ["2423456789", "024-23456789"],
  ["(0418)2345678", "(0418)2345678"],
  ["+86 418 2345678", "04182345678"],
  ["0418-2345678转801", "0418-2345678转801"],
  ["400-800-1234", "400-800-1234"],
  ["2345678", "2345678"],

  ["138 0000 0001 139 0000 0002", "13800000001 13900000002"],
  ["0418-2345678、1.38E+10", "0418-2345678"],
  ["QQ：123456789", "QQ：123456789"],
  ["微信 abc12345678", "微信 abc12345678"],
  ["12333", "12333"],
])("%s reads as %s", (text, repaired) => {
  expect(repairPhones(text).text).toBe(repaired);
});

const HEADER = "企业名称,岗位名称,招聘人数,薪资待遇,联系人,联系电话";
const rowOf = (name: string, phone: string) => `葫芦岛甲厂,电焊工,3,5000元/月,${name},${phone}`;

test("a broken number is named by its column in the dry run, and is not stored", async () => {
  const { view, rows } = await tryOut(union, { bytes: `${HEADER}\n${rowOf("王工", "1.38E+10")}` });
  expect(view.plan).toMatchObject({ rows: { create: 1 }, reasons: { PHONE_BROKEN: 1 } });
  expect(rows[0]?.reasons[0]).toEqual({
    column: "联系电话",
    field: "contactPhone",
    code: "PHONE_BROKEN",
    text: "1.38E+10",
  });
  expect(codesOf(rows[0])).not.toContain("COLUMNS_SLIPPED");
});

test.each([
  ["王工", "'13800000006", "王工", "13800000006"],
  ["王工", "1.38E+10", "王工", null],
  ["", "张经理13900000002", "张经理", "13900000002"],
  ["", "13900000002 张经理", "张经理", "13900000002"],
  ["李工", "张经理13900000002", "李工", "13900000002"],
  ["刘经理(微信同号)13900000002", "", "刘经理", "13900000002"],
  ["139 0000 0002张经理", "", "张经理", "13900000002"],
  ["张经理：+86-139-0000-0002", "0429-5550000", "张经理", "0429-5550000、13900000002"],
  ["", "13900000002（微信同号）", null, "13900000002(微信同号)"],
])("name %s and phone %s", async (name, phone, contactName, contactPhone) => {
  const id = await importSheet(union, { bytes: `${HEADER}\n${rowOf(name, phone)}` });
  const { rows } = await sql`select p.contact_name, p.contact_phone from import_row r
    join posting p on p.id = r.posting_id where r.import_id = ${id}`.execute(database.db);
  expect(rows).toEqual([{ contactName, contactPhone }]);
});
