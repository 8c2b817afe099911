import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvText, failure, rowsOf, tableOf, utf8 } from "./support.ts";

const cell = fc
  .oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: "grapheme", maxLength: 8 }),
    fc.stringMatching(/^[,;"\t\r\n 同上a，|]{0,8}$/),
  )
  .map((text) => text.replaceAll("\0", "").replaceAll("\uFFFD", ""));
const quoteAll = (rows: string[][], delimiter: string, eol: string) =>
  rows.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(delimiter)).join(eol) + eol;

describe("CSV", () => {
  it("reads back any table written as CSV, whatever its separator, line ends and pieces", async () => {
    const table = fc
      .integer({ min: 2, max: 6 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
      );
    const shape = fc.record({
      table,
      delimiter: fc.constantFrom(",", ";", "\t"),
      eol: fc.constantFrom("\n", "\r\n", "\r"),
      size: fc.integer({ min: 1, max: 40 }),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ table, delimiter, eol, size }) => {
        const text = quoteAll(table, delimiter, eol);
        expect((await rowsOf(`\uFEFF${text}`, { size, delimiter })).cells).toEqual(table);
        expect((await rowsOf(`\uFEFF${text}`, { size })).cells).toEqual(table);
        const oracle = parse(text, { delimiter, record_delimiter: eol, relax_column_count: true });
        expect(oracle).toEqual(table);
      }),
      { numRuns: 300, examples: [[{ table: [["", "#;", "", ""]], delimiter: ",", eol: "\n", size: 1 }]] },
    );
  });

  it("numbers a row by the line where it starts", async () => {
    const { rows } = await rowsOf('岗位,公司\r\n"电\r\n焊\n工",甲厂\r\n\r\n保安,乙厂\r\n');
    expect(rows.map((row) => [row.row, row.cells[0]])).toEqual([
      [1, "岗位"],
      [2, "电\r\n焊\n工"],
      [5, ""],
      [6, "保安"],
    ]);
  });

  it.each([
    ["comma", ","],
    ["semicolon", ";"],
    ["tab", "\t"],
    ["full-width comma", "，"],
    ["bar", "|"],
  ])("finds the separator: %s", async (_, delimiter) => {
    const rows = [
      ["企业名称", "招聘岗位", "薪资待遇"],
      ["甲厂", "电焊工", "5000-6000元/月"],
      ["乙厂", "保安", "3000元/月"],
    ];
    const { info, cells } = await rowsOf(rows.map((row) => row.join(delimiter)).join("\n"));
    expect(info?.delimiter).toBe(delimiter);
    expect(cells).toEqual(rows);
  });

  it("reads commas inside cells of a semicolon file as text, and obeys sep=", async () => {
    const { cells } = await rowsOf(
      "岗位;要求;薪资\n焊工;有证,能倒班,身体好;5000\n保安;无,男女不限,45岁;3000\n",
    );
    expect(cells[1]).toEqual(["焊工", "有证,能倒班,身体好", "5000"]);
    const told = await rowsOf("sep=;\r\na;b,c\r\n");
    expect(told.rows).toEqual([{ row: 2, cells: ["a", "b,c"] }]);
  });

  it("loses one row, not the file, to a quote that never closes", async () => {
    const text =
      '企业名称,招聘岗位,薪资待遇\n甲厂,"焊工,5000元/月\n乙厂,保安,3000元/月\n丙厂,"车工",4000元/月\n';
    const { data } = await tableOf(text);
    expect(data.map((row) => [row.row, row.cells, row.marks])).toEqual([
      [2, ["甲厂", '"焊工', "5000元/月"], ["unclosedQuote"]],
      [3, ["乙厂", "保安", "3000元/月"], []],
      [4, ["丙厂", "车工", "4000元/月"], []],
    ]);
    const last = await rowsOf('a,b\n1,2\n3,"4\n', { delimiter: "," });
    expect(last.rows[2]).toEqual({ row: 3, cells: ["3", '"4'], slipped: "unclosedQuote" });
    const long = await rowsOf(`a,b\n"1,2\n${"3,4\n".repeat(20_000)}`, { delimiter: ",", size: 1000 });
    expect(long.rows).toHaveLength(20_002);
  });

  it("keeps quotes inside words", async () => {
    const { cells } = await rowsOf('岗位,要求\n焊工,会看"图纸"的\n"车"工,12"管\n', { delimiter: "," });
    expect(cells.slice(1)).toEqual([
      ["焊工", '会看"图纸"的'],
      ["车工", '12"管'],
    ]);
  });

  it("keeps rows with more or fewer cells than the header, and marks them", async () => {
    const text = csvText([
      ["公司", "岗位", "薪资"],
      ["甲厂", "焊工"],
      ["乙厂", "保安", "3000元/月", "多出来"],
      ["丙厂", "车工", "面议", ""],
    ]);
    const { data } = await tableOf(text);
    expect(data.map((row) => [row.cells, row.marks])).toEqual([
      [["甲厂", "焊工", ""], ["fewerCells"]],
      [["乙厂", "保安", "3000元/月", "多出来"], ["moreCells"]],
      [["丙厂", "车工", "面议", ""], []],
    ]);
  });

  it("refuses an endless line, and more rows than the limit", async () => {
    const endless = utf8(`岗位,薪资\n${"a".repeat(4_500_000)}`);
    expect((await failure(rowsOf(endless))).code).toBe("IMPORT_NOT_A_TABLE");
    expect((await failure(rowsOf("a,b\n1,2\n\n3,4\n", { maxRows: 2 }))).code).toBe("IMPORT_TOO_MANY_ROWS");
    expect((await failure(rowsOf("a,b\n1,2\n\n3,4\n", { maxRows: 3 }))).code).toBe("read");
  });
});
