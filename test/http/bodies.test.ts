import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bodyOf, freshPhone, type TestApp, testApp } from "../support/app.ts";
import { listen } from "../support/listen.ts";

const MIB = 1024 * 1024;

let t: TestApp;
let server: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  t = await testApp();
  server = await listen(t.app);
});
afterAll(async () => {
  await server.close();
  await t.close();
});

type Refusal = { code: string; fields?: { path: string; code: string }[] };

/** `size` bytes in pieces, without a length told beforehand. */
function unmeasured(size: number): ReadableStream<Uint8Array> {
  let left = size;
  return new ReadableStream({
    pull(controller) {
      const piece = Math.min(left, 64 * 1024);
      left -= piece;
      if (piece > 0) controller.enqueue(new Uint8Array(piece).fill(0x20));
      else controller.close();
    },
  });
}

const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(server.origin + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
    ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
  } as RequestInit);

/** Sends these bytes on a connection that stays open, and returns the status line's number. */
const raw = (text: string) =>
  new Promise<number>((resolve, reject) => {
    const socket = connect(server.port, "127.0.0.1", () => socket.write(text));
    socket.once("data", (data) => {
      resolve(Number(data.toString().split(" ")[1]));
      socket.destroy();
    });
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("closed without an answer")));
  });

describe("a body", () => {
  test("of 1 MB is read, of more refused, with and without its length told", async () => {
    const room = MIB - 40;
    const fits = `${" ".repeat(room)}{"phone":"${freshPhone()}"}`;
    expect(fits.length).toBeLessThanOrEqual(MIB);
    expect((await post("/api/v1/sessions/otp", fits)).status).toBe(202);
    for (const body of [" ".repeat(MIB + 1), unmeasured(MIB + 1), unmeasured(8 * MIB)])
      expect((await bodyOf<Refusal>(await post("/api/v1/sessions/otp", body), 413)).code).toBe(
        "BODY_TOO_LARGE",
      );
  });

  test("of a form is held to the same limit", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded", origin: server.origin };
    expect((await post("/sign-in", `phone=${"1".repeat(MIB)}`, headers)).status).toBe(413);
    expect((await post("/sign-in", unmeasured(2 * MIB), headers)).status).toBe(413);
  });

  test("of an import may not say that it is larger than 50 MB; JSON there has the small limit", async () => {
    const head = (type: string, length: number) =>
      `POST /api/v1/imports HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n`;
    expect(await raw(head("multipart/form-data; boundary=x", 51 * MIB))).toBe(413);
    expect(await raw(head("application/json", MIB + 1))).toBe(413);
    expect((await post("/api/v1/imports", unmeasured(2 * MIB))).status).toBe(413);
  });

  test.each(["text/plain", "multipart/form-data; boundary=x"])(
    "endless (%s) at the import page is refused before it is read",
    async (type) => {
      const head = `POST /union/imports HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${type}\r\n`;
      const status = await raw(`${head}transfer-encoding: chunked\r\n\r\n5\r\n--x\r\n\r\n`).catch(String);
      if (type.startsWith("multipart")) expect(status).toBe(403);
      else expect(status).not.toBe(200);
    },
    20_000,
  );

  test.each(["{", "", "{'phone':1}", '{"phone":"1"', "\u0000"])(
    "that is no JSON is 400: %j",
    async (text) => {
      const answer = await bodyOf<Refusal>(await post("/api/v1/sessions/otp", text), 400);
      expect(answer.code).toBe("MALFORMED_BODY");
    },
  );

  test.each(["[]", "null", "1", '"x"'])("of the wrong kind is 422: %s", async (text) => {
    const answer = await bodyOf<Refusal>(await post("/api/v1/sessions/otp", text), 422);
    expect(answer.code).toBe("INVALID_INPUT");
  });

  test("with an unknown field names it, prototype tricks included", async () => {
    for (const name of ["role", "tenant_id", "verifiedAt", "constructor", "a.b.c"]) {
      const text = `{"phone":"${freshPhone()}","${name}":1}`;
      const { fields } = await bodyOf<Refusal>(await post("/api/v1/sessions/otp", text), 422);
      expect(fields).toMatchObject([{ path: name, code: "UNKNOWN_FIELD" }]);
    }
    const polluted = `{"phone":"${freshPhone()}","__proto__":{"admin":true}}`;
    expect((await post("/api/v1/sessions/otp", polluted)).status).toBeLessThan(500);
    expect({}).not.toHaveProperty("admin");
  });

  test("with names of ten thousand dots, or nested as deep, neither grows nor breaks", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded", origin: server.origin };
    const dots = Array.from({ length: 20 }, (_, n) => `${"a.".repeat(10_000)}${n}=1`).join("&");
    expect((await post("/sign-in", dots, headers)).status).toBe(422);
    const deep = `{"phone":${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
    expect((await post("/api/v1/sessions/otp", deep)).status).toBe(422);
  });
});
