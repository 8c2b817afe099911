import readXlsxFile from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import { applyMapping, suspectShift } from "../../../src/imports/reading/index.ts";
import { fairSheet, fieldsOf, gb18030, rowsOf, sharedFile, tableOf } from "./support.ts";

const jobs = sharedFile("51job-jobspider.csv");
const absent = "the shared sample data is not beside the project";

describe("the sheet of the unions", () => {
  const bytes = fairSheet();

  it("gives 84 of 84 postings and reads no title, total or note as one", async () => {
    const { data, rows, layout } = await tableOf(bytes, "sheet.xlsx");
    expect(data.map((row) => row.row)).toEqual(
      Array.from({ length: 85 }, (_, i) => i + 4).filter((row) => row !== 40),
    );
    const others = rows.filter((row) => row.kind !== "data" && row.kind !== "blank");
    expect(others.map((row) => [row.row, row.kind])).toEqual([
      [1, "title"],
      [2, "title"],
      [3, "header"],
      [89, "total"],
      [90, "note"],
    ]);
    expect(fieldsOf(layout)).toEqual([
      ...["sequence", "enterpriseName", "enterpriseNature", "title", "headcount", "education", "ageAndOther"],
      ...["pay", "benefits", "place", "contactName", "contactPhone", "remark"],
    ]);
  });

  it("carries the employer and its contact to every posting and resolves 同上", async () => {
    const { data, layout } = await tableOf(bytes, "sheet.xlsx");
    const postings = data.map((row) => applyMapping(row.cells, layout.mapping));
    expect(new Set(postings.map((p) => p.enterpriseName)).size).toBe(16);
    expect(postings.every((p) => p.enterpriseName && p.contactPhone && p.place && p.title)).toBe(true);
    expect(postings.some((p) => p.place?.includes("同上"))).toBe(false);
    expect(postings[83]).toMatchObject({
      contactPhone: "0418-0000015",
      place: "沈阳市浑南区，可派驻阜新",
      sequence: "84",
    });
    expect(data.flatMap((row) => row.marks)).toEqual([]);
  });

  it("reads the same cells as read-excel-file", async () => {
    const oracle = (await readXlsxFile(Buffer.from(bytes)))[0]?.data ?? [];
    const { rows } = await rowsOf(bytes, { filename: "sheet.xlsx" });
    expect(rows.length).toBeGreaterThan(85);
    for (const { row, cells } of rows) {
      const expected = (oracle[row - 1] ?? []).map((cell) => (cell === null ? "" : String(cell)));
      expect([...cells, ...Array(expected.length - cells.length).fill("")]).toEqual(expected);
    }
  });

  it("gives the same postings when saved as CSV, but no employer to numbered rows whose merged cell is blank", async () => {
    const { cells } = await rowsOf(bytes, { filename: "sheet.xlsx" });
    const wide = cells.map((row) => Array.from({ length: 13 }, (_, i) => row[i] ?? ""));
    const text = wide.map((row) => row.map((c) => (/[,"\n]/.test(c) ? `"${c}"` : c)).join(",")).join("\r\n");
    const fromXlsx = await tableOf(bytes, "sheet.xlsx");
    const ofEmployer = fromXlsx.layout.employerColumns;
    const named = (row: number) => wide[row - 1]?.[1] !== "";
    for (const encoded of [new TextEncoder().encode(`\uFEFF${text}`), gb18030(text)]) {
      const fromCsv = await tableOf(encoded, "sheet.csv");
      expect(fromCsv.data.map((row) => row.cells)).toEqual(
        fromXlsx.data.map((row, at) =>
          Array.from({ length: 13 }, (_, i) =>
            named(fromCsv.data[at]?.row ?? 0) || !ofEmployer.includes(i) ? (row.cells[i] ?? "") : "",
          ),
        ),
      );
      const unclear = fromCsv.data.filter((row) => row.marks.includes("employerUnclear"));
      expect(unclear.length).toBeGreaterThan(10);
      expect(unclear.every((row) => !named(row.row))).toBe(true);
    }
  });
});

describe.skipIf(!jobs)(`the 51job file (skipped where ${absent})`, () => {
  const bytes = jobs ?? new Uint8Array();

  it("gives 4,581 rows, flags the 44 with U+FFFD, and maps every column", async () => {
    const { data, layout } = await tableOf(bytes, "51job.csv");
    expect(data).toHaveLength(4581);
    expect(data.filter((row) => row.marks.includes("suspect"))).toHaveLength(44);
    expect(fieldsOf(layout)).toEqual([
      ...["title", "tags", "place", "pay", "experience", "education", "enterpriseName", "enterpriseNature"],
      ...["enterpriseSize", "logo", "postedAt"],
    ]);
    expect(data.every((row) => applyMapping(row.cells, layout.mapping).title)).toBe(true);
    expect(data.filter((row) => suspectShift(row.cells, layout.mapping))).toEqual([]);
  });

  it("reads the same after transcoding to GB18030 and UTF-16, in pieces of any size", async () => {
    const text = new TextDecoder().decode(bytes);
    const { cells } = await rowsOf(bytes);
    const utf16 = new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le"));
    for (const [encoded, size] of [
      [gb18030(text), 65_537],
      [gb18030(text), 4093],
      [utf16, 4095],
    ] as const) {
      const read = await rowsOf(encoded, { size });
      expect(read.cells).toEqual(cells);
      expect(read.rows.filter((row) => row.suspect)).toHaveLength(44);
    }
  });

  it("proposes the same fields from cells alone for columns with a form of their own", async () => {
    const text = new TextDecoder().decode(bytes);
    const unnamed = text.replace(/^.*\n/, "a,b,c,d,e,f,g,h,i,j,k\n");
    const { layout, data } = await tableOf(unnamed);
    expect(data).toHaveLength(4581);
    const fields = fieldsOf(layout);
    expect([fields[0], fields[3], fields[4], fields[5], fields[6], fields[7], fields[8]]).toEqual([
      ...["title", "pay", "experience", "education", "enterpriseName", "enterpriseNature", "enterpriseSize"],
    ]);
  });
});
