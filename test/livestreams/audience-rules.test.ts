import { describe, expect, test } from "vitest";
import { createAddresses } from "../../src/livestreams/audience/beats/addresses.ts";
import { createBatch } from "../../src/livestreams/audience/beats/batch.ts";
import { keysUnder, readPage, signPage } from "../../src/livestreams/audience/beats/token.ts";
import { type Beat, reasonAgainst, renewalOf } from "../../src/livestreams/audience/rules.ts";
import { bitmapOf } from "../../src/livestreams/audience/store/viewers.ts";
import { createVault } from "../../src/platform/core/vault.ts";

const GOOD: Beat = { robot: false, token: { ageS: 30 }, open: true, mode: "picture", progressS: 29 };
const against = (more: Partial<Beat>) => reasonAgainst({ ...GOOD, ...more });

describe("a beat counts", () => {
  test("by a genuine token of the right age, while the picture advances or the text is open", () => {
    expect(against({})).toBeNull();
    expect(against({ mode: "text", progressS: 0 })).toBeNull();
    expect([against({ token: { ageS: 20 } }), against({ token: { ageS: 300 } })]).toEqual([null, null]);
  });

  test("and else has a reason", () => {
    expect(against({ robot: true, token: "absent" })).toBe("robot");
    expect(against({ token: "absent" })).toBe("token");
    expect(against({ token: "forged" })).toBe("forged");
    expect(against({ open: false })).toBe("window");
    expect(against({ token: { ageS: 301 } })).toBe("expired");
    expect(against({ token: { ageS: 19 } })).toBe("early");
    expect(against({ token: { ageS: -90 } }), "issued by a clock ahead").toBe("early");
    expect(against({ progressS: 0 })).toBe("still");
    expect(against({ progressS: 71 }), "more played than time passed").toBe("forged");
  });

  test("a token is renewed unless the page must wait or be opened anew", () => {
    expect([null, "expired", "still", "window"].map((one) => renewalOf(one as never))).toEqual(
      Array(4).fill("renew"),
    );
    expect(renewalOf("early")).toBe("keep");
    expect(["forged", "token", "robot"].map((one) => renewalOf(one as never))).toEqual(Array(3).fill("none"));
  });
});

describe("tokens and keys", () => {
  const ids = ["01935a7c-0000-7000-8000-000000000001", "01935a7c-0000-7000-8000-000000000002"] as const;
  const page = { viewer: "a".repeat(22), via: "zb-12abc", issuedS: 1_790_000_000 };

  test("a token is read only at its livestream, unchanged, by the node that signed it", async () => {
    const vault = await createVault("a secret of thirty-two characters!!");
    const token = await signPage({ vault }, ids[0], page);
    expect(await readPage({ vault }, ids[0], token)).toEqual(page);
    expect(await readPage({ vault }, ids[1], token)).toBeNull();
    expect(
      await readPage({ vault: await createVault("another secret of thirty-two chars") }, ids[0], token),
    ).toBeNull();
    for (let at = 0; at < token.length; at += 7) {
      const changed = token.slice(0, at) + (token[at] === "b" ? "c" : "b") + token.slice(at + 1);
      expect(await readPage({ vault }, ids[0], changed), `character ${at}`).toBeNull();
    }
    for (const wrong of ["", "....", "a.b.c.d", token.replace("zb-12abc", ""), `${token}a`])
      expect(await readPage({ vault }, ids[0], wrong)).toBeNull();
    const later = await createVault(
      "the next secret of thirty-two chars",
      "a secret of thirty-two characters!!",
    );
    expect(await readPage({ vault: later }, ids[0], token), "after a change of keys").toEqual(page);
  });

  test("a visitor has another key at each livestream", async () => {
    const [a, b] = await Promise.all([keysUnder(Buffer.alloc(32, 1)), keysUnder(Buffer.alloc(32, 2))]);
    expect(await a("x")).toBe(await a("x"));
    expect(new Set([await a("x"), await b("x"), await a("y")]).size).toBe(3);
    expect(await a("x")).toMatch(/^[\w-]{22}$/);
  });
});

describe("memory of a process", () => {
  test("an address gets pages for so many viewers, and reloads are free", () => {
    const addresses = createAddresses(3, 5);
    const take = (address: string, viewer: string) => addresses.take({ livestreamId: "l", address, viewer });
    expect(["1", "2", "3", "4"].map((viewer) => take("a", viewer))).toEqual([true, true, true, false]);
    expect([take("a", "2"), take("b", "4")]).toEqual([true, true]);
    expect(take("b", "5")).toBe(true);
    // The memory is full: the first address is forgotten.
    expect([take("c", "6"), take("a", "9")]).toEqual([true, true]);
  });

  test("a batch holds one row per viewer, and what was not written comes again", () => {
    const batch = createBatch(() => "p", 2);
    const add = (viewer: string, minute: number, mode: "picture" | "text" = "picture") =>
      batch.add({ livestreamId: "l", viewer, via: null, mode, minute, atMs: minute * 60_000 });
    expect([add("a", 3), add("a", 1), add("a", 1, "text"), add("b", 2), add("c", 2)]).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
    batch.skip("l", "robot");
    batch.skip("l", "robot");
    const filled = batch.take();
    expect(filled.viewers[0]).toMatchObject({
      picture: new Set([3, 1]),
      text: new Set([1]),
      firstMs: 60_000,
    });
    expect(filled.uncounted).toEqual([{ livestreamId: "l", process: "p", reason: "robot", n: 2 }]);
    expect(batch.isEmpty()).toBe(true);
    batch.putBack(filled);
    expect(batch.take()).toEqual(filled);
    batch.skip("l", "robot");
    expect(batch.take().uncounted, "a total, not what is new").toMatchObject([{ n: 3 }]);
  });

  test("a bitmap names its minutes", () => {
    expect([bitmapOf(new Set()), bitmapOf(new Set([0])), bitmapOf(new Set([4, 1]))]).toEqual([
      "",
      "1",
      "01001",
    ]);
  });
});
