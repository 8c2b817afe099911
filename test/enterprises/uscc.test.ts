import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkUscc } from "../../src/enterprises/uscc.ts";

describe("credit code", () => {
  test.each(["91330100799655058B", "9144030071526726XG", "91350200MA2YJ1XR9G"])("%s passes", (code) => {
    expect(checkUscc(code)).toEqual({ ok: true, value: code });
  });

  test("folds width, case, blanks and dashes", () => {
    expect(checkUscc(" ９１３５０２００ ma2yj1xr-9g ")).toEqual({ ok: true, value: "91350200MA2YJ1XR9G" });
  });

  test.each([
    ["", "length"],
    ["9135020", "length"],
    ["91350200MA2YJ1XR9GG", "length"],
    ["91350200MA2YJ1XI9G", "alphabet"],
    ["91350200MA2YJ1XR9中", "alphabet"],
    ["91350203M0001QAY9B", "check"],
    ["91350200MA2YJ1XR9H", "check"],
  ])("%s: %s", (text, reason) => {
    expect(checkUscc(text)).toMatchObject({ ok: false, reason });
  });

  test("a code in public use that fails its check keeps its value for an officer to override", () => {
    expect(checkUscc("91350203M0001QAY9B")).toEqual({
      ok: false,
      value: "91350203M0001QAY9B",
      reason: "check",
    });
  });

  const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  /** Completes the first 17 characters of a code with the valid check character. */
  const sealed = (body: string): string =>
    [...ALPHABET].map((last) => body + last).find((code) => !isCheckFault(code)) ?? "";
  const isCheckFault = (code: string): boolean => {
    const result = checkUscc(code);
    return !result.ok && result.reason === "check";
  };

  test("finds a wrong organisation code or division under a valid check character", () => {
    expect(checkUscc(sealed("91350200MA2YJ1XR8"))).toMatchObject({ ok: false, reason: "inner" });
    expect(checkUscc(sealed("91990200MA2YJ1XR9"))).toMatchObject({ ok: false, reason: "division" });
    expect(checkUscc(sealed("91A50200MA2YJ1XR9"))).toMatchObject({ ok: false, reason: "division" });
  });

  test("one changed character never passes; no text throws", () => {
    const code = "91350200MA2YJ1XR9G";
    fc.assert(
      fc.property(fc.nat(17), fc.constantFrom(...ALPHABET), (at, char) => {
        fc.pre(code.charAt(at) !== char);
        expect(checkUscc(code.slice(0, at) + char + code.slice(at + 1)).ok).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => typeof checkUscc(text).value === "string"),
    );
  });
});
