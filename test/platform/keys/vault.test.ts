import { expect, test } from "vitest";
import {
  allIndexes,
  allMacs,
  carriesMac,
  createVault,
  sealedStart,
  UnknownKeyError,
} from "../../../src/platform/core/vault.ts";

const [OLD, NEW, OTHER] = ["old", "new", "other"].map(
  (name) => `${name} key of the vault's tests, 0123456789`,
);

test("a sealed value names its key; an earlier key still opens, another does not", async () => {
  const [old, both, other] = [
    await createVault(OLD ?? ""),
    await createVault(NEW ?? "", OLD ?? ""),
    await createVault(OTHER ?? ""),
  ];
  const sealed = await old.seal("13800000000");
  expect(sealed.subarray(0, 9).equals(sealedStart(old))).toBe(true);
  expect(await both.open(sealed)).toBe("13800000000");
  expect(await both.open(await both.seal("x"))).toBe("x");
  await expect(other.open(sealed)).rejects.toBeInstanceOf(UnknownKeyError);
  await expect(old.open(await both.seal("x"))).rejects.toBeInstanceOf(UnknownKeyError);
});

test("a value of a release without key ids opens with the key that sealed it", async () => {
  const old = await createVault(OLD ?? "");
  const sealed = await old.seal("13800000000");
  const former = Buffer.concat([Uint8Array.of(1), sealed.subarray(9)]);
  expect(await old.open(former)).toBe("13800000000");
  expect(await (await createVault(NEW ?? "", OLD ?? "")).open(former)).toBe("13800000000");
  await expect((await createVault(OTHER ?? "")).open(former)).rejects.toBeInstanceOf(UnknownKeyError);
});

test("a changed byte of text or tag does not open", async () => {
  const vault = await createVault(NEW ?? "");
  const sealed = await vault.seal("x");
  for (const at of [21, sealed.length - 1]) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    await expect(vault.open(changed)).rejects.toThrow();
  }
});

test("indexes and codes come by every key, the present one's first", async () => {
  const [old, both] = [await createVault(OLD ?? ""), await createVault(NEW ?? "", OLD ?? "")];
  expect(await allIndexes(both, "x")).toEqual([await both.index("x"), await old.index("x")]);
  expect(await allMacs(both, "form", "x")).toEqual([await both.mac("form", "x"), await old.mac("form", "x")]);
});

test("a sent code fits by every key, and only whole, unchanged and for its purpose and text", async () => {
  const [old, both, other] = [
    await createVault(OLD ?? ""),
    await createVault(NEW ?? "", OLD ?? ""),
    await createVault(OTHER ?? ""),
  ];
  const text = (mac: Buffer) => mac.toString("base64url");
  const sent = text(await both.mac("visitor", "x"));
  const fits = (vault: typeof both, code: string, purpose = "visitor", of = "x") =>
    carriesMac(vault, purpose, of, code);
  expect(await fits(both, sent)).toBe(true);
  expect(await fits(both, text(await old.mac("visitor", "x")))).toBe(true);
  expect(await fits(other, sent)).toBe(false);
  expect(await fits(both, sent, "form")).toBe(false);
  expect(await fits(both, sent, "visitor", "y")).toBe(false);
  const changed = Buffer.from(sent, "base64url");
  changed[31] = (changed[31] ?? 0) ^ 1;
  // Other texts of the same bytes are no second way to write a code.
  const spelled = [
    `${sent}=`,
    `${sent.slice(0, 20)} ${sent.slice(20)}`,
    sent.slice(0, 42),
    "",
    text(changed),
  ];
  for (const code of spelled) expect(await fits(both, code), code).toBe(false);
});
