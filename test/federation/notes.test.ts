import { beforeAll, expect, test } from "vitest";
import {
  cosign,
  cosignedAt,
  NoteError,
  type NoteSigner,
  openCheckpoint,
  openNote,
  readVerifier,
  signCheckpoint,
  signingKey,
  signNote,
  verifierText,
} from "../../src/federation/index.ts";

/** The example of the Go project's own documentation of notes. */
const NEUMANN = {
  verifier: "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  signature:
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
};
const ORIGIN = "fx.example.cn/fed/210900/public/1";
const ROOT = new Uint8Array(32).fill(9);

let signer: NoteSigner;
let next: NoteSigner;
beforeAll(async () => {
  signer = await signingKey(ORIGIN, new Uint8Array(32).fill(1));
  next = await signingKey(ORIGIN, new Uint8Array(32).fill(2));
});

const faultOf = async (opening: Promise<unknown>) => {
  const error = await opening.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof NoteError ? error.fault : error;
};

test("opens a note that another implementation signed", async () => {
  const verifier = readVerifier(NEUMANN.verifier);
  expect(verifierText(verifier)).toBe(NEUMANN.verifier);
  const note = `${NEUMANN.text}\n${NEUMANN.signature}`;
  expect(await openNote(note, [verifier])).toEqual({ text: NEUMANN.text, verifiedBy: [verifier] });
});

test("a checkpoint comes back as it was signed", async () => {
  const note = await signCheckpoint({ origin: ORIGIN, size: 20_852, root: ROOT }, [signer]);
  expect(note.split("\n").slice(0, 4)).toEqual([ORIGIN, "20852", Buffer.from(ROOT).toString("base64"), ""]);
  expect(await openCheckpoint(note, ORIGIN, [signer])).toEqual({ origin: ORIGIN, size: 20_852, root: ROOT });
  expect(await faultOf(openCheckpoint(note, ORIGIN.replace("210900", "211400"), [signer]))).toBe("FORM");
});

test("a key in rotation is one more line, and a line of an unknown key is ignored", async () => {
  const note = await signNote("一行字\n", [signer, next]);
  for (const known of [[signer], [next]]) expect((await openNote(note, known)).verifiedBy.length).toBe(1);
  expect((await openNote(note, [signer, next])).verifiedBy.length).toBe(2);
  const stranger = await signingKey("example.cn/other", new Uint8Array(32).fill(3));
  expect(await faultOf(openNote(note, [stranger]))).toBe("UNKNOWN_KEY");
});

test("every byte of a checkpoint, changed in turn, is refused", async () => {
  const note = await signCheckpoint({ origin: ORIGIN, size: 7, root: ROOT }, [signer]);
  const bytes = Buffer.from(note);
  for (let at = 0; at < bytes.length; at += 1)
    for (const bit of [1, 64]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ bit;
      const fault = await faultOf(openCheckpoint(changed.toString("utf8"), ORIGIN, [signer]));
      expect(["FORM", "SIGNATURE", "UNKNOWN_KEY"], `byte ${at}, bit ${bit}`).toContain(fault);
    }
});

test.each([
  ["no signature", (note: string) => note.slice(0, note.indexOf("\n\n") + 2), "FORM"],
  ["no end of line", (note: string) => note.slice(0, -1), "FORM"],
  ["a carriage return", (note: string) => note.replaceAll("\n", "\r\n"), "FORM"],
  ["a second signature that is no base64", (note: string) => `${note}— name !!!!\n`, "FORM"],
  ["101 signatures", (note: string) => note + note.slice(note.indexOf("— ")).repeat(100), "FORM"],
  ["a leading zero in the size", (note: string) => note.replace("\n7\n", "\n07\n"), "SIGNATURE"],
])("a note with %s is refused", async (_, change, fault) => {
  const note = await signCheckpoint({ origin: ORIGIN, size: 7, root: ROOT }, [signer]);
  expect(await faultOf(openCheckpoint(change(note), ORIGIN, [signer]))).toBe(fault);
});

test.each(["0", "07", "-1", "1e3", "9007199254740993", ""])(
  "a signed checkpoint of size %j",
  async (size) => {
    const note = await signNote(`${ORIGIN}\n${size}\n${Buffer.from(ROOT).toString("base64")}\n`, [signer]);
    expect(await faultOf(openCheckpoint(note, ORIGIN, [signer]))).toBe(size === "0" ? null : "FORM");
  },
);

test.each(["", "no end", "a\u0000b\n", "a\rb\n", "\ud800\n"])("the text %j is not signed", async (text) => {
  expect(await faultOf(signNote(text, [signer]))).toBe("FORM");
});

test.each([
  "PeterNeumann+c74f20a3",
  "PeterNeumann+00000000+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  "PeterNeumann+c74f20a3+AhpcAQcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
])("the verifier key %j is refused", (text) => {
  expect(() => readVerifier(text)).toThrow(NoteError);
});

test("a cosignature tells a time, leaves the checkpoint readable, and is refused if it is changed", async () => {
  const witness = await signingKey("fx.example.cn/fed/210900/witness", new Uint8Array(32).fill(3));
  const at = new Date("2026-11-30T08:00:00.000Z");
  const plain = await signCheckpoint({ origin: ORIGIN, size: 5, root: ROOT }, [signer]);
  const note = await cosign(plain, witness, at);
  expect((await openCheckpoint(note, ORIGIN, [signer])).size).toBe(5);
  expect(await cosignedAt(note, [witness])).toEqual(at);
  expect(await cosignedAt(plain, [witness])).toBeNull();
  expect(await cosignedAt(note, [next])).toBeNull();
  const [, text = ""] = /witness (\S+)\n$/.exec(note) ?? [];
  for (const place of [5, 11, 12, 75]) {
    const bytes = Buffer.from(text, "base64");
    bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
    const changed = note.replace(text, bytes.toString("base64"));
    await expect(cosignedAt(changed, [witness])).rejects.toMatchObject({ fault: "SIGNATURE" });
  }
  const other = await cosign(plain.replace("\n5\n", "\n6\n"), witness, at);
  const moved = plain + other.slice(other.lastIndexOf("—"));
  await expect(cosignedAt(moved, [witness])).rejects.toMatchObject({ fault: "SIGNATURE" });
});
