import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildPlaceIndex } from "../../src/cities/reading/place-index.ts";
import { resolvePlace } from "../../src/cities/reading/resolve-place.ts";
import { readDivisions } from "../support/reference.ts";

const divisions = readDivisions();
const index = buildPlaceIndex(divisions);
const codes = (text: string, cityCode?: string): string | null => {
  const place = resolvePlace(text, index, cityCode === undefined ? undefined : { cityCode });
  return (
    place && [place.provinceCode, place.cityCode ?? "—", place.countyCode ?? "—", place.rest].join(" ").trim()
  );
};

describe("place", () => {
  test.each([
    ["四川省成都红星路", "510000 510100 — 红星路"],
    ["深圳深圳宝安区宝安", "440000 440300 — 宝安区宝安"],
    ["辽宁省阜新市细河区示例路8号", "210000 210900 210911 示例路8号"],
    ["兴城市示范工业园", "210000 211400 211481 示范工业园"],
    ["喀左县", "210000 211300 211324"],
    ["喀左", "210000 211300 211324"],
    ["彰武县", "210000 210900 210922"],
    ["阜蒙县", "210000 210900 210921"],
    ["阜新蒙古族自治县", "210000 210900 210921"],
    ["辽宁省阜新蒙古族自治县", "210000 210900 210921"],
    ["盘锦市辽东湾新区", "210000 211100 — 辽东湾新区"],
    ["锦州市滨海新区", "210000 210700 — 滨海新区"],
    ["天津滨海新区", "120000 120000 120116"],
    ["沈阳市浑南区，可派驻阜新", "210000 210100 210112 可派驻阜新"],
    ["北京-朝阳区", "110000 110000 110105"],
    ["北京北京朝阳区", "110000 110000 110105"],
    ["长春朝阳区", "220000 220100 220104"],
    ["吉林省长春朝阳区前进广场", "220000 220100 220104 前进广场"],
    ["朝阳", "210000 211300 —"],
    ["辽宁省朝阳", "210000 211300 —"],
    ["朝阳县", "210000 211300 211321"],
    ["朝阳市龙城区示例大街", "210000 211300 211303 示例大街"],
    ["朝阳北票市", "210000 211300 211381"],
    ["盘山县", "210000 211100 211122"],
    ["大洼县", "210000 211100 211104"],
    ["北宁市", "210000 210700 210782"],
    ["锦西", "210000 211400 —"],
    ["义县", "210000 210700 210727"],
    ["双塔区", "210000 211300 211302"],
    ["锦州古塔", "210000 210700 210702"],
    ["辽宁省兴城市", "210000 211400 211481"],
    ["辽宁 阜新", "210000 210900 —"],
    ["江苏省连云港海州区", "320000 320700 320706"],
    ["鞍山市铁东区", "210000 210300 210302"],
    ["吉林市", "220000 220200 —"],
    ["吉林省吉林", "220000 220200 —"],
    ["浙江省宁波镇海区", "330000 330200 — 镇海区"],
    ["云南省云南省", "530000 — —"],
    ["河北省雄安新区", "130000 — — 雄安新区"],
    ["河北区", "120000 120000 120105"],
    ["海南省陵水", "460000 469028 —"],
    ["大连大连开发区", "210000 210200 — 开发区"],
    ["重庆重庆", "500000 500000 —"],
    ["工作地点：阜新市海州区", "210000 210900 210902"],
    ["中国辽宁省锦州市", "210000 210700 —"],
    ["葫芦岛市　龙港区", "210000 211400 211403"],
  ])("%s", (text, expected) => {
    expect(codes(text)).toBe(expected);
  });

  test.each([
    "朝阳区",
    "海州区",
    "铁东区",
    "铁西区",
    "南京路",
    "北京东路12号",
    "朝阳路5号",
    "朝阳示例大街",
    "中山公园",
    "阿里巴巴园区",
    "全国",
    "不限",
    "同上",
    "",
  ])("%s alone is no certain place", (text) => {
    expect(codes(text)).toBeNull();
  });

  test("the importing city decides between counties of one name, and adds no place", () => {
    expect(codes("海州区", "210900")).toBe("210000 210900 210902");
    expect(codes("铁东区", "210300")).toBe("210000 210300 210302");
    expect(codes("朝阳示例大街", "211300")).toBe("210000 211300 — 示例大街");
    expect(codes("兴城泳装产业园", "211400")).toBe("210000 211400 211481 泳装产业园");
    expect(codes("海州区", "211400")).toBeNull();
    expect(codes("朝阳区", "211300")).toBeNull();
    expect(codes("双塔区", "210900")).toBe("210000 211300 211302");
    expect(codes("开发区", "210900")).toBeNull();
    expect(codes("太平洋商场", "210900")).toBeNull();
    expect(codes("同上", "210900")).toBeNull();
  });

  test("any text: does not throw, returns consistent codes of the table", () => {
    const names = divisions.flatMap((one) => [one.name, one.shortName]);
    const texts = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc
        .array(fc.constantFrom(...names, "区", "路", "-", " ", "工业园"), { maxLength: 5 })
        .map((all) => all.join("")),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom(undefined, "210900", "211300"), (text, cityCode) => {
        const place = resolvePlace(text, index, cityCode === undefined ? undefined : { cityCode });
        if (!place) return;
        const city = place.cityCode === null ? undefined : index.byCode.get(place.cityCode);
        if (city && city.code !== place.provinceCode) expect(city.parent).toBe(place.provinceCode);
        if (place.countyCode) expect(index.byCode.get(place.countyCode)?.parent).toBe(place.cityCode);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("the division table", () => {
  test("34 provinces; parents exist and come first; codes nest; names resolve to their division", () => {
    const seen = new Set<string>();
    for (const one of divisions) {
      if (one.parent !== null) expect(seen.has(one.parent), one.code).toBe(true);
      expect(seen.has(one.code)).toBe(false);
      seen.add(one.code);
      expect(one.parent === null).toBe(one.level === "province");
      if (one.parent !== null) expect(one.code.slice(0, 2)).toBe(one.parent.slice(0, 2));
    }
    expect(divisions.filter((one) => one.level === "province")).toHaveLength(34);
    expect(divisions.filter((one) => one.level === "city").length).toBeGreaterThanOrEqual(333);
    for (const city of divisions.filter((one) => one.level === "city")) {
      const province = index.byCode.get(city.parent ?? "")?.name ?? "";
      expect(resolvePlace(province + city.name, index)?.cityCode, city.name).toBe(city.code);
      expect(resolvePlace(city.name, index)?.cityCode, city.name).toBe(city.code);
    }
  });

  test("the two agreements' cities and counties have coordinates, counties resolve under their city", () => {
    const cities = ["210300", "210700", "210800", "210900", "211100", "211300", "211400"];
    const counties = divisions.filter((one) => one.parent !== null && cities.includes(one.parent));
    expect(counties.filter((one) => !["210300", "210800"].includes(one.parent ?? ""))).toHaveLength(31);
    for (const one of [...counties, ...divisions.filter((city) => cities.includes(city.code))]) {
      expect(
        one.lon !== null &&
          one.lon > 118 &&
          one.lon < 124 &&
          one.lat !== null &&
          one.lat > 39 &&
          one.lat < 43,
      ).toBe(true);
    }
    for (const one of counties) {
      const city = index.byCode.get(one.parent ?? "")?.name ?? "";
      expect(resolvePlace(`辽宁省${city}${one.name}1号`, index)?.countyCode, one.name).toBe(one.code);
    }
  });
});
