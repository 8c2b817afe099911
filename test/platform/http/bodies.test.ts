import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FOREIGN, HOME, twoAgreements } from "../../factories/cities.ts";
import { bodyOf, freshPhone, type TestApp, testApp } from "../../support/app.ts";
import { listen } from "../../support/listen.ts";

const MIB = 1024 * 1024;

let t: TestApp;
let server: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  t = await testApp();
  await twoAgreements(t.services.db);
  server = await listen(t.app);
});
afterAll(async () => {
  await server.close();
  await t.close();
});

type Refusal = { code: string; fields?: { path: string; code: string }[] };

/** Returns a stream of `start` and then `size` bytes in chunks, without Content-Length. */
function unmeasured(size: number, start = ""): ReadableStream<Uint8Array> {
  let left = size;
  return new ReadableStream({
    start: (controller) => start && controller.enqueue(new TextEncoder().encode(start)),
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

/**
 * Sends `head`, then `piece` again and again until the response arrives, and never ends the request. Returns
 * the status and the number of bytes sent.
 */
const raw = (head: string, piece = "") =>
  new Promise<{ status: number; sent: number }>((resolve, reject) => {
    const pump = () => {
      while (piece && socket.writable && socket.write(piece)) if (socket.bytesWritten > 32 * MIB) break;
    };
    const socket = connect(server.port, "127.0.0.1", () => {
      socket.write(head);
      pump();
    });
    socket.on("drain", pump);
    socket.once("data", (data) => {
      resolve({ status: Number(data.toString().split(" ")[1]), sent: socket.bytesWritten });
      socket.destroy();
    });
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("closed without an answer")));
  });

test("a page's form that is broken multipart gets 400, in words", async () => {
  const headers = { origin: server.origin, accept: "text/html" };
  for (const [type, body] of [
    ["multipart/form-data", "phone=13700000000"],
    ["multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="phone"\r\n\r\n137'],
    ["multipart/form-data; boundary=x", "no part at all"],
  ] as const) {
    const answer = await post("/sign-in", body, { ...headers, "content-type": type });
    expect([type, answer.status]).toEqual([type, 400]);
    expect(await answer.text()).toContain("读不懂");
  }
});

describe("request body", () => {
  test("reads 1 MB and refuses more, with and without a declared length", async () => {
    const room = MIB - 40;
    const fits = `${" ".repeat(room)}{"phone":"${freshPhone()}"}`;
    expect(fits.length).toBeLessThanOrEqual(MIB);
    expect((await post("/api/v1/sessions/otp", fits)).status).toBe(202);
    for (const body of [" ".repeat(MIB + 1), unmeasured(MIB + 1), unmeasured(8 * MIB)])
      expect((await bodyOf<Refusal>(await post("/api/v1/sessions/otp", body), 413)).code).toBe(
        "BODY_TOO_LARGE",
      );
  });

  test("a form has the same limit", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded", origin: server.origin };
    expect((await post("/sign-in", `phone=${"1".repeat(MIB)}`, headers)).status).toBe(413);
    expect((await post("/sign-in", unmeasured(2 * MIB), headers)).status).toBe(413);
  });

  test("an import may declare at most 50 MB; JSON on that path has the small limit", async () => {
    const head = (type: string, length: number) =>
      `POST /api/v1/imports HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n`;
    const refused = { status: 413 };
    expect(await raw(head("multipart/form-data; boundary=x", 51 * MIB))).toMatchObject(refused);
    expect(await raw(head("application/json", MIB + 1))).toMatchObject(refused);
    expect((await post("/api/v1/imports", unmeasured(2 * MIB))).status).toBe(413);
  });

  describe("endless body", () => {
    const chunked = (path: string, type: string) =>
      `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${type}\r\ntransfer-encoding: chunked\r\n\r\n`;
    const piece = `10000\r\n${" ".repeat(65_536)}\r\n`;

    test.each([
      ["/api/v1/sessions/otp", "application/json"],
      ["/sign-in", "application/x-www-form-urlencoded"],
      ["/union/imports", "text/plain"],
    ])("is refused once it passes 1 MB, before its end: %s", async (path, type) => {
      const { status, sent } = await raw(chunked(path, type), piece);
      expect(status).toBe(413);
      expect(sent).toBeGreaterThan(MIB);
    });

    test.each([
      ["/union/imports", 403],
      ["/api/v1/imports", 401],
    ])("a visitor's file is refused before it is read: %s", async (path, expected) => {
      const { status } = await raw(`${chunked(path, "multipart/form-data; boundary=x")}5\r\n--x\r\n\r\n`);
      expect(status).toBe(expected);
    });
  });

  test("a client that sends 8 MB before it reads still gets the answer, wherever the body was refused", async () => {
    const big = (start = "") => unmeasured(8 * MIB, start);
    const file = { "content-type": "multipart/form-data; boundary=x" };
    const officer = await t.asOfficer(HOME);
    const signed = { ...file, authorization: `Bearer ${officer.token}` };
    const part = (name: string) => `--x\r\ncontent-disposition: form-data; name="${name}"`;
    const foreign = `${part("city")}\r\n\r\n${FOREIGN}\r\n${part("file")}; filename="a.csv"\r\n\r\n`;
    const answers = await Promise.all([
      post("/api/v1/sessions/otp", " ".repeat(8 * MIB)),
      post("/api/v1/sessions/otp", big()),
      post("/api/v1/imports", big(), file),
      post("/api/v1/imports", big(foreign), signed),
      post("/api/v1/imports", big("-".repeat(100_000)), signed),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([413, 413, 401, 404, 413]);
  });

  test.each(["{", "", "{'phone':1}", '{"phone":"1"', "\u0000"])("invalid JSON is 400: %j", async (text) => {
    const answer = await bodyOf<Refusal>(await post("/api/v1/sessions/otp", text), 400);
    expect(answer.code).toBe("MALFORMED_BODY");
  });

  test.each(["[]", "null", "1", '"x"'])("a wrong type is 422: %s", async (text) => {
    const answer = await bodyOf<Refusal>(await post("/api/v1/sessions/otp", text), 422);
    expect(answer.code).toBe("INVALID_INPUT");
  });

  test("an unknown field is named, including prototype tricks", async () => {
    for (const name of ["role", "tenant_id", "verifiedAt", "constructor", "a.b.c"]) {
      const text = `{"phone":"${freshPhone()}","${name}":1}`;
      const { fields } = await bodyOf<Refusal>(await post("/api/v1/sessions/otp", text), 422);
      expect(fields).toMatchObject([{ path: name, code: "UNKNOWN_FIELD" }]);
    }
    const polluted = `{"phone":"${freshPhone()}","__proto__":{"admin":true}}`;
    expect((await post("/api/v1/sessions/otp", polluted)).status).toBeLessThan(500);
    expect({}).not.toHaveProperty("admin");
  });

  test("names of ten thousand dots, or nested as deep, neither grow memory nor break", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded", origin: server.origin };
    const dots = Array.from({ length: 20 }, (_, n) => `${"a.".repeat(10_000)}${n}=1`).join("&");
    expect((await post("/sign-in", dots, headers)).status).toBe(422);
    const deep = `{"phone":${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
    expect((await post("/api/v1/sessions/otp", deep)).status).toBe(422);
  });
});
