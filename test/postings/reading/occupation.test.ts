import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildOccupationIndex, guessOccupation } from "../../../src/postings/reading/index.ts";
import { readOccupations } from "../../support/reference.ts";

const rows = readOccupations();
const index = buildOccupationIndex(rows);

describe("occupation of a title", () => {
  test.each([
    ["数控车床操作工", "cnc-operator"],
    ["数控车床操作工/学徒", "cnc-operator"],
    ["电焊工（二保焊）", "welder"],
    ["电工/焊工", "electrician"],
    ["叉车司机", "forklift-driver"],
    ["货车司机B2", "truck-driver"],
    ["驾驶员Ａ２", "truck-driver"],
    ["软件开发工程师（Java）", "software-developer"],
    ["销售（焊工设备方向）", "sales-rep"],
    ["泳装缝纫工", "garment-sewer"],
    ["保安/学徒", "security-guard"],
    ["普工/学徒", "general-worker"],
    ["化工操作工", "chemical-operator"],
    ["幼儿教师", "kindergarten-teacher"],
    ["养老护理员", "elder-carer"],
    ["护士", "nurse"],
    ["机修工", "maintenance-mechanic"],
    ["风电运维工程师", "wind-technician"],
    ["厨师长", "cook"],
    ["机电工程师", "electrical-engineer"],
    ["Python Engineer", "software-developer"],
    ["javascript工程师", null],
    ["董事长", null],
    ["", null],
  ])("%s", (title, id) => {
    expect(guessOccupation(title, index)).toBe(id);
  });

  test("never throws, and returns ids of the table only", () => {
    const ids = new Set(rows.map((row) => row.id));
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (title) => {
        const guess = guessOccupation(title, index);
        if (guess !== null) expect(ids.has(guess)).toBe(true);
      }),
    );
  });
});

describe("the occupation table", () => {
  test("ids, names and aliases are unique; codes and groups are well-formed", () => {
    const words = rows.flatMap((row) => [row.name, ...row.aliases]);
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
    expect(rows.length).toBeGreaterThanOrEqual(120);
    for (const row of rows) {
      expect(row.id).toMatch(/^[a-z][a-z-]+$/);
      expect(row.code ?? `${row.major}-00-00-00`).toMatch(new RegExp(`^${row.major}-\\d{2}-\\d{2}-\\d{2}$`));
      expect(row.isco08 ?? "0000").toMatch(/^\d{4}$/);
      expect(row.major >= 1 && row.major <= 8).toBe(true);
      expect(row.dutyPhrase).toMatch(/^[^。]{8,60}。$/);
    }
  });

  test("every name finds its own occupation", () => {
    for (const row of rows) expect(guessOccupation(row.name, index), row.name).toBe(row.id);
  });
});
