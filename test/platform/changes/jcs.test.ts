import { describe, expect, it } from "vitest";
import { canonical } from "../../../src/platform/changes/index.ts";

describe("canonical JSON (RFC 8785)", () => {
  it("writes the RFC's sample as the RFC does (§3.2.2 and §3.2.3)", () => {
    const sample = {
      numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/",
      literals: [null, true, false],
    };
    expect(canonical(sample)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it("sorts members by UTF-16 code units (the RFC's §3.2.3 list)", () => {
    const names = ["\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6"];
    const sorted = Object.keys(
      JSON.parse(canonical(Object.fromEntries(names.map((name) => [name, 0])))) as Record<string, number>,
    );
    expect(new Set(sorted)).toEqual(new Set(names));
    const text = canonical(Object.fromEntries(names.map((name) => [name, 0])));
    expect(text).toBe('{"\\r":0,"1":0,"\u0080":0,"ö":0,"€":0,"😀":0,"\ufb33":0}');
  });

  it.each([
    [-0, "0"],
    [5e-324, "5e-324"],
    [1.7976931348623157e308, "1.7976931348623157e+308"],
    [9007199254740992, "9007199254740992"],
    [295147905179352830000, "295147905179352830000"],
    [1e21, "1e+21"],
    [333333333.33333325, "333333333.33333325"],
  ])("writes the number %s as %s (RFC 8785 appendix B)", (value, text) => {
    expect(canonical(value)).toBe(text);
  });

  it("omits undefined members", () => {
    expect(canonical({ b: undefined, a: [{}] })).toBe('{"a":[{}]}');
  });

  it.each([
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["a lone surrogate", "\ud800"],
    ["a lone surrogate in a name", { "\udead": 1 }],
    ["undefined in an array", [undefined]],
    ["a bigint", 1n],
  ])("refuses %s", (_, value) => {
    expect(() => canonical(value)).toThrow(TypeError);
  });
});
