import { existsSync, readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import readSheets from "read-excel-file/node";
import { expect, test } from "vitest";
import { buildPlaceIndex } from "../../../src/cities/reading/place-index.ts";
import { resolvePlace } from "../../../src/cities/reading/resolve-place.ts";
import {
  parseEducation,
  parseExperience,
  parseHeadcount,
  parsePay,
} from "../../../src/postings/reading/index.ts";
import { readDivisions } from "../../support/reference.ts";

const DATA = new URL("../../../../shared/data/", import.meta.url);
const BOARD = new URL("51job-jobspider.csv", DATA);
const SHEET = new URL("fair-postings-sample.xlsx", DATA);

function boardRows(): Record<string, string>[] {
  return parse(readFileSync(BOARD, "utf8"), { columns: true, bom: true });
}

test.skipIf(!existsSync(BOARD))(
  "real board postings (skipped where the file is absent): pay, education, experience",
  () => {
    const rows = boardRows();
    const paid = rows.filter((row) => row.salary?.trim());
    const read = paid.map((row) => parsePay(row.salary ?? ""));
    const known = read.filter((pay) => pay.minYuan !== null || pay.maxYuan !== null || pay.negotiable);
    expect(paid.length).toBeGreaterThan(4000);
    expect(known.length / paid.length).toBeGreaterThanOrEqual(0.99);
    const ranged = read.filter((pay) => pay.minYuan !== null && pay.maxYuan !== null && pay.period !== null);
    expect(ranged.length / paid.length).toBeGreaterThanOrEqual(0.99);
    for (const pay of read.filter((one) => one.period === "month"))
      expect(pay.maxYuan ?? 1000).toBeLessThan(300_000);
    expect(rows.filter((row) => row.degree && parseEducation(row.degree) === null)).toEqual([]);
    expect(rows.filter((row) => row.workYear && parseExperience(row.workYear) === null)).toEqual([]);
  },
);

test.skipIf(!existsSync(BOARD))("real board postings (skipped where the file is absent): places", () => {
  const index = buildPlaceIndex(readDivisions());
  const areas = boardRows().flatMap((row) => (row.area ? [row.area] : []));
  const places = areas.map((area) => resolvePlace(area, index));
  expect(places.filter((place) => place?.cityCode).length / areas.length).toBeGreaterThan(0.98);
  // If a text starts with a province, the resolved place is in that province.
  for (const [at, area] of areas.entries()) {
    const province = [...index.byCode.values()].find(
      (one) => one.level === "province" && area.startsWith(one.name),
    );
    const code = places[at]?.provinceCode;
    if (province && code) expect(code, area).toBe(province.code);
  }
});

const CELLS: Readonly<Record<string, readonly [number | null, number | null, string | null]>> = {
  "5000-8000元/月": [5000, 8000, "month"],
  "5500元左右": [5500, 5500, "month"],
  "3000元/月": [3000, 3000, "month"],
  "6.5-8千·13薪": [6500, 8000, "month"],
  "2800+绩效": [2800, null, "month"],
  "4000-6000": [4000, 6000, "month"],
  "8K-12K": [8000, 12_000, "month"],
  "150-200元/天": [150, 200, "day"],
  "8000-12000": [8000, 12_000, "month"],
  "6千-9千": [6000, 9000, "month"],
  "计件，4000-7000元": [4000, 7000, "month"],
  "1-1.5万/月·14薪": [10_000, 15_000, "month"],
  "底薪3500+提成，年薪10-15万": [100_000, 150_000, "year"],
  "3500-4500元": [3500, 4500, "month"],
  "4500—6500": [4500, 6500, "month"],
  "1800/月": [1800, 1800, "month"],
  面议: [null, null, null],
};

test.skipIf(!existsSync(SHEET))(
  "the fair sheet (skipped where the file is absent): every pay and headcount cell",
  async () => {
    const sheets = await readSheets(readFileSync(SHEET));
    const rows = (sheets[0]?.data ?? []).filter(
      (row) => typeof row[0] === "number" || /^\d+$/.test(String(row[0])),
    );
    expect(rows).toHaveLength(84);
    for (const row of rows) {
      const text = row[7] === null || row[7] === undefined ? "" : String(row[7]);
      const pay = parsePay(text);
      const expected = text === "" ? [null, null, null] : CELLS[text];
      expect([pay.minYuan, pay.maxYuan, pay.period], text).toEqual(expected);
      expect(pay.negotiable).toBe(text === "面议");
      const count = parseHeadcount(String(row[4])).count;
      if (String(row[4]) === "若干") expect(count).toBeNull();
      else expect(count).toBeGreaterThan(0);
    }
  },
);
