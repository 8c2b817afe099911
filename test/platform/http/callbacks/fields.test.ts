import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { AppError } from "../../../../src/platform/core/errors.ts";
import { readFields } from "../../../../src/platform/http/callbacks/fields.ts";
import type { Env } from "../../../../src/platform/http/index.ts";

const app = new Hono<Env>()
  .post("/in", async (c) => c.json(Object.fromEntries(await readFields(c))))
  .onError((error, c) => {
    if (!(error instanceof AppError)) throw error;
    return c.json(
      [error.code, ...(error.detail.fields ?? []).map(({ path, code }) => `${path} ${code}`)],
      400,
    );
  });

const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";
type Sent = {
  query?: string;
  body?: string | Uint8Array<ArrayBuffer>;
  type?: string;
  headers?: Record<string, string>;
};

const read = async ({ query = "", body = "", type = FORM, headers = {} }: Sent) =>
  (
    await app.request(`/in${query}`, { method: "POST", body, headers: { "content-type": type, ...headers } })
  ).json();

describe("fields are read", () => {
  test("from the query and a form, as nginx sends them", async () => {
    const body =
      "app=live&flashver=FMLE%2F3.0&tcurl=rtmp%3A%2F%2Fa.cn%2Flive&addr=10.0.0.1&clientid=5&call=publish&name=fair-1&type=live&k=a.b_c&&flag";
    expect(await read({ query: "?server=home", body })).toEqual({
      server: "home",
      app: "live",
      flashver: "FMLE/3.0",
      tcurl: "rtmp://a.cn/live",
      addr: "10.0.0.1",
      clientid: "5",
      call: "publish",
      name: "fair-1",
      type: "live",
      k: "a.b_c",
      flag: "",
    });
  });

  test("from flat JSON, with the digits of long numbers", async () => {
    const body =
      '{ "action": "on_publish", "client_id": 12345678901234567890, "ok":true, "x": null, "a\\u0062": "直播\\"" , "t":1.50}';
    expect(await read({ body, type: "application/json; charset=utf-8" })).toEqual({
      action: "on_publish",
      client_id: "12345678901234567890",
      ok: "true",
      x: "",
      ab: '直播"',
      t: "1.50",
    });
  });

  test("a plus sign is a blank, a value may have an equals sign, and an empty body has no fields", async () => {
    expect(await read({ body: "a=1+2&b=x%3D=y" })).toEqual({ a: "1 2", b: "x==y" });
    expect(await read({ query: "?k=1", type: "" })).toEqual({ k: "1" });
    expect(await read({ body: "{}", type: JSON_TYPE })).toEqual({});
  });
});

const bytes = (...all: number[]) => Uint8Array.from(all);
const many = (n: number) => Array.from({ length: n }, (_, at) => `f${at}=1`).join("&");

describe("fields are refused", () => {
  test.each<[string, Sent, string[]]>([
    ["twice in the body", { body: "name=a&k=1&name=b" }, ["INVALID_INPUT", "name REPEATED"]],
    ["twice in the query", { query: "?name=a&name=b" }, ["INVALID_INPUT", "name REPEATED"]],
    ["in query and body", { query: "?name=a", body: "name=a" }, ["INVALID_INPUT", "name REPEATED"]],
    ["twice, once escaped", { body: "name=a&%6eame=b" }, ["INVALID_INPUT", "name REPEATED"]],
    ["twice, once without value", { body: "name=a&name" }, ["INVALID_INPUT", "name REPEATED"]],
    [
      "twice in JSON",
      { body: '{"name":"a","n\\u0061me":"b"}', type: JSON_TYPE },
      ["INVALID_INPUT", "name REPEATED"],
    ],
    [
      "in query and JSON",
      { query: "?name=a", body: '{"name":"a"}', type: JSON_TYPE },
      ["INVALID_INPUT", "name REPEATED"],
    ],
    ["as a list", { body: "name[]=a" }, ["INVALID_INPUT", "name[] INVALID_NAME"]],
    ["as a list in JSON", { body: '{"name":["a"]}', type: JSON_TYPE }, ["INVALID_INPUT", "name NESTED"]],
    ["as an object", { body: '{"name":{"a":1}}', type: JSON_TYPE }, ["INVALID_INPUT", "name NESTED"]],
    ["escaped twice", { body: "name=a&%256eame=b" }, ["INVALID_INPUT", "%6eame INVALID_NAME"]],
    ["with a blank name", { body: "+name=a" }, ["INVALID_INPUT", " name INVALID_NAME"]],
    ["without a name", { body: "=a" }, ["INVALID_INPUT", " INVALID_NAME"]],
    [
      "of the prototype",
      { body: '{"__proto__":"a"}', type: JSON_TYPE },
      ["INVALID_INPUT", "__proto__ INVALID_NAME"],
    ],
    [
      "with a long name",
      { body: `${"n".repeat(65)}=a` },
      ["INVALID_INPUT", `${"n".repeat(64)} INVALID_NAME`],
    ],
    ["with NUL", { body: "name=a%00b" }, ["INVALID_INPUT", "name INVALID_FORMAT"]],
    ["with a line break", { body: "name=a%0d%0ab" }, ["INVALID_INPUT", "name INVALID_FORMAT"]],
    [
      "with half a character",
      { body: '{"name":"\\ud800"}', type: JSON_TYPE },
      ["INVALID_INPUT", "name INVALID_FORMAT"],
    ],
    ["with a wrong escape", { body: "name=%zz" }, ["MALFORMED_BODY"]],
    ["with a cut escape", { body: "name=%2" }, ["MALFORMED_BODY"]],
    ["with a wrong escape in the query", { query: "?name=%ff" }, ["MALFORMED_BODY"]],
    ["with escaped bytes outside UTF-8", { body: "name=%c0%af" }, ["MALFORMED_BODY"]],
    ["with bytes outside UTF-8", { body: bytes(0x61, 0x3d, 0xff) }, ["MALFORMED_BODY"]],
    ["as a JSON list", { body: "[1]", type: JSON_TYPE }, ["MALFORMED_BODY"]],
    ["as broken JSON", { body: '{"a":1', type: JSON_TYPE }, ["MALFORMED_BODY"]],
    ["as text", { body: "a=1", type: "text/plain" }, ["MEDIA_TYPE_UNSUPPORTED"]],
    ["in another character set", { body: "a=1", type: `${FORM}; charset=gbk` }, ["MEDIA_TYPE_UNSUPPORTED"]],
    ["as files", { body: "a=1", type: "multipart/form-data; boundary=x" }, ["MEDIA_TYPE_UNSUPPORTED"]],
    ["compressed", { body: "a=1", headers: { "content-encoding": "gzip" } }, ["MEDIA_TYPE_UNSUPPORTED"]],
    ["by the thousand", { body: many(1_000) }, ["INVALID_INPUT", "f100 TOO_MANY"]],
    [
      "by the thousand in both",
      { query: `?${many(60)}`, body: many(1_000).replaceAll("f", "g") },
      ["INVALID_INPUT", "g40 TOO_MANY"],
    ],
  ])("%s", async (_name, sent, expected) => {
    expect(await read(sent)).toEqual(expected);
  });

  test("a hundred fields are not too many", async () => {
    expect(Object.keys(await read({ body: many(100) }))).toHaveLength(100);
  });
});
