import { describe, expect, test } from "vitest";
import {
  contentDigest,
  hasDigest,
  kidOf,
  signatureBase,
  signRequest,
  verifyRequest,
} from "../../src/federation/index.ts";
import { ed25519Key } from "../../src/platform/keys/index.ts";

/** The key and the example of RFC 9421, appendices B.1.4 and B.2.6. */
const RFC_SEED = Buffer.from("n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU", "base64url");
const RFC_BASE = [
  '"date": Tue, 20 Apr 2021 02:07:55 GMT',
  '"@method": POST',
  '"@path": /foo',
  '"@authority": example.com',
  '"content-type": application/json',
  '"content-length": 18',
  '"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
].join("\n");

test("the signature base and the signature are those of the example in RFC 9421", async () => {
  const base = signatureBase(
    [
      ["date", "Tue, 20 Apr 2021 02:07:55 GMT"],
      ["@method", "POST"],
      ["@path", "/foo"],
      ["@authority", "example.com"],
      ["content-type", "application/json"],
      ["content-length", "18"],
    ],
    '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
  );
  expect(base).toBe(RFC_BASE);
  const key = await ed25519Key(RFC_SEED);
  expect(key.publicKey.toString("base64url")).toBe("JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs");
  expect(Buffer.from(await key.sign(base)).toString("base64")).toBe(
    "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==",
  );
});

test("the digest is that of the example in RFC 9530", () => {
  const body = '{"hello": "world"}\n';
  expect(contentDigest(body)).toBe("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
  expect(hasDigest(contentDigest(body), Buffer.from(body))).toBe(true);
  expect(hasDigest(contentDigest(body), Buffer.from(body.trim()))).toBe(false);
  expect(hasDigest("sha-512=:AA==:", Buffer.from(body))).toBe(false);
});

const NOW = new Date("2026-11-30T12:00:00.000Z");
const URL_ = "https://one.example.cn/fed/v1/log/210900/public/1/changes?after=0";
const key = await ed25519Key(new Uint8Array(32).fill(1));
const signer = { city: "211400", kid: kidOf(key.publicKey), sign: key.sign };
const keyId = `211400#${signer.kid}`;
const findKey = async (id: string) => (id === keyId ? key : null);

type Received = Parameters<typeof verifyRequest>[0];
type Headers = Record<string, string>;

async function received(of: { method?: "GET" | "POST"; body?: string; now?: Date } = {}) {
  const { method = "GET", body, now = NOW } = of;
  const headers = await signRequest({ method, url: URL_, ...(body === undefined ? {} : { body }) }, signer, {
    now,
  });
  return { method, url: URL_, body: Buffer.from(body ?? ""), headers };
}
const verify = (
  request: Omit<Received, "header"> & { url: string; headers: Headers },
  more: Partial<Omit<Received, "header"> & { url: string; headers: Headers; now: Date }> = {},
) => {
  const { headers, now = NOW, ...rest } = { ...request, ...more };
  const { url, ...bare } = rest;
  return verifyRequest({ ...bare, header: (name) => headers[name] }, { findKey, urlFor: () => url, now });
};
const later = (s: number) => new Date(NOW.getTime() + s * 1000);

describe("a signed request", () => {
  test.each([{}, { method: "POST", body: '{"a":1}' }] as const)("verifies: %j", async (of) => {
    expect(await verify(await received(of))).toMatchObject({ keyId, created: NOW, expires: later(60) });
  });

  test("verifies beside the signature of a proxy under another label", async () => {
    const request = await received();
    const headers = {
      "signature-input": `proxy=("@method");created=1, ${request.headers["signature-input"]}`,
      signature: `proxy=:AA==:, ${request.headers.signature}`,
    };
    expect(await verify(request, { headers })).toMatchObject({ keyId });
  });

  test.each<[string, number]>([
    ["of five minutes ago", -299],
    ["of a clock that is five minutes ahead", 299],
  ])("%s verifies", async (_, s) => {
    expect(await verify(await received({ now: later(s) }))).toMatchObject({ keyId });
  });

  test.each<[string, number]>([
    ["too early", 302],
    ["too late", -362],
  ])("is refused: %s", async (_, s) => {
    await expect(verify(await received({ now: later(s) }))).rejects.toMatchObject({ fault: "WINDOW" });
  });

  test("is refused at another address, by another method, and with another body", async () => {
    const get = await received();
    const post = await received({ method: "POST", body: '{"a":1}' });
    const other = { url: URL_.replace("one.", "two.") };
    await expect(verify(get, other)).rejects.toMatchObject({ fault: "SIGNATURE" });
    await expect(verify(get, { url: `${URL_}&limit=1` })).rejects.toMatchObject({ fault: "SIGNATURE" });
    await expect(verify(get, { method: "HEAD" })).rejects.toMatchObject({ fault: "COMPONENTS" });
    await expect(verify(get, { body: Buffer.from("x") })).rejects.toMatchObject({ fault: "COMPONENTS" });
    await expect(verify(post, { body: Buffer.from('{"a":2}') })).rejects.toMatchObject({ fault: "DIGEST" });
    const swapped = { ...post.headers, "content-digest": contentDigest('{"a":2}') };
    await expect(verify(post, { body: Buffer.from('{"a":2}'), headers: swapped })).rejects.toMatchObject({
      fault: "SIGNATURE",
    });
  });

  const changed = async (from: RegExp | string, to: string) => {
    const request = await received();
    const input = request.headers["signature-input"] ?? "";
    expect(input.replace(from, to)).not.toBe(input);
    return { ...request, headers: { ...request.headers, "signature-input": input.replace(from, to) } };
  };
  test.each<[string, RegExp | string, string]>([
    ["UNKNOWN_KEY", "211400#", "210900#"],
    ["UNSIGNED", "fed=", "other="],
    ["COMPONENTS", '"@target-uri"', '"@path"'],
    ["COMPONENTS", ' "@target-uri"', ""],
    ["COMPONENTS", '"@target-uri"', '"@target-uri";req'],
    ["FORM", 'alg="ed25519"', 'alg="hmac-sha256"'],
    ["FORM", "cityfed-v1", "cityfed-v2"],
    ["FORM", /;nonce="[^"]*"/, ""],
    ["FORM", /;nonce="[^"]*"/, ';nonce="short"'],
    ["FORM", /;tag=/, ";more=1;tag="],
    ["FORM", /created=\d+/, "created=1.5"],
    ["FORM", /\(/, "(("],
    ["WINDOW", /expires=\d+/, "expires=1999999999"],
    ["SIGNATURE", /nonce="./, 'nonce="~'],
  ])("is refused: %s after %s became %s", async (fault, from, to) => {
    await expect(verify(await changed(from, to))).rejects.toMatchObject({ fault });
  });

  test("is refused without a signature, and with a flipped bit of it", async () => {
    const request = await received();
    await expect(verify(request, { headers: {} })).rejects.toMatchObject({ fault: "UNSIGNED" });
    const signature = `fed=:${Buffer.alloc(64).toString("base64")}:`;
    const forged = { ...request.headers, signature };
    await expect(verify(request, { headers: forged })).rejects.toMatchObject({ fault: "SIGNATURE" });
    const long = {
      ...request.headers,
      "signature-input": `${request.headers["signature-input"]}, a=${"1".repeat(5000)}`,
    };
    await expect(verify(request, { headers: long })).rejects.toMatchObject({ fault: "FORM" });
  });
});
