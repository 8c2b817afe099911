import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Resolve } from "../../../src/platform/outbound/connect.ts";
import { openGuardedFetch } from "../../../src/platform/outbound/guarded-fetch.ts";
import { REFUSED_URLS } from "./refused-urls.ts";

const BOUNDS = { totalMs: 2_000, maxBytes: 1_000 };
const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => null,
    (error: { code?: unknown }) => error.code ?? error,
  );

let server: Server;
let port = 0;
let asked: string[] = [];
let connections = 0;
const ANSWERS: Record<string, (response: ServerResponse, request: IncomingMessage) => void> = {
  "/ok": (response) => response.end("fine"),
  "/moved": (response) => response.writeHead(302, { location: `http://127.0.0.1:${port}/ok` }).end(),
  "/large": (response) => response.end("x".repeat(5_000)),
  "/endless": (response) => {
    const timer = setInterval(() => response.write("x".repeat(100)), 5);
    response.on("close", () => clearInterval(timer));
  },
  "/silent": () => undefined,
  "/stalls": (response) => void response.write("x"),
  "/cut": (response) => {
    response.writeHead(200, { "content-length": "100" }).write("x");
    setTimeout(() => response.destroy(), 20);
  },
  "/echo": (response, request) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => response.writeHead(503, { "retry-after": "7" }).end(`${request.method} ${body}`));
  },
};

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    ANSWERS[request.url ?? ""]?.(response, request);
  }).on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
beforeEach(() => {
  asked = [];
  connections = 0;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const near = openGuardedFetch({ allow: ["loopback"] });
const ownMachine: Resolve = (_host, _options, callback) =>
  callback(null, [{ address: "127.0.0.1", family: 4 }]);
const far = openGuardedFetch({ allow: [], resolve: ownMachine });
afterAll(() => Promise.all([near.close(), far.close()]));
const at = (path: string) => `http://127.0.0.1:${port}${path}`;

describe("addresses", () => {
  test("the list is long enough", () => expect(REFUSED_URLS.length).toBeGreaterThanOrEqual(40));

  test.each(REFUSED_URLS)("%s is refused: %s", async (url, code) => {
    expect(await codeOf(far.fetch(url, BOUNDS))).toBe(code);
  });

  test("a refused address gets no connection", async () => {
    expect(await codeOf(far.fetch(at("/ok"), BOUNDS))).toBe("ADDRESS_REFUSED");
    expect(await codeOf(far.fetch(`http://localhost:${port}/ok`, BOUNDS))).toBe("ADDRESS_REFUSED");
    expect(connections).toBe(0);
  });

  test("neither metadata nor another kind is allowed with a kind", async () => {
    const inside = openGuardedFetch({ allow: ["private", "loopback"] });
    for (const host of ["169.254.169.254", "100.100.100.200", "[fd00:ec2::254]", "[::ffff:10.0.0.1]"])
      expect(await codeOf(inside.fetch(`http://${host}/`, BOUNDS))).toBe("ADDRESS_REFUSED");
    const loopback = codeOf(near.fetch("http://10.0.0.1/", BOUNDS));
    expect(await loopback).toBe("ADDRESS_REFUSED");
    await inside.close();
  });

  test("a name that changes after a check is checked again as it connects", async () => {
    let times = 0;
    /** Answers with a public address first, and with our own afterwards. */
    const rebinding: Resolve = (_host, _options, callback) => {
      times += 1;
      callback(null, [{ address: times === 1 ? "8.8.8.8" : "127.0.0.1", family: 4 }]);
    };
    const guarded = openGuardedFetch({ allow: [], resolve: rebinding });
    await new Promise<void>((resolve) => rebinding("rebind.test", { all: true }, () => resolve()));
    expect(await codeOf(guarded.fetch(`https://rebind.test:${port}/ok`, BOUNDS))).toBe("ADDRESS_REFUSED");
    expect(times).toBe(2);
    expect(connections).toBe(0);
    await guarded.close();
  });

  test("of several addresses only those that may be called are tried", async () => {
    const both: Resolve = (_host, _options, callback) =>
      callback(null, [
        { address: "169.254.169.254", family: 4 },
        { address: "127.0.0.1", family: 4 },
      ]);
    const guarded = openGuardedFetch({ allow: ["loopback"], resolve: both });
    const answer = await guarded.fetch(`http://both.test:${port}/ok`, BOUNDS);
    expect(Buffer.from(answer.body).toString()).toBe("fine");
    await guarded.close();
  });
});

describe("answers", () => {
  test("gives status, headers and body of what was asked", async () => {
    const answer = await near.fetch(at("/echo"), { ...BOUNDS, method: "POST", body: "hello" });
    expect(answer.status).toBe(503);
    expect(answer.headers["retry-after"]).toBe("7");
    expect(Buffer.from(answer.body).toString()).toBe("POST hello");
  });

  test("a redirect is refused and not followed", async () => {
    expect(await codeOf(near.fetch(at("/moved"), BOUNDS))).toBe("REDIRECT_REFUSED");
    expect(asked).toEqual(["/moved"]);
  });

  test("a body is cut off at its limit, told in advance or not", async () => {
    expect(await codeOf(near.fetch(at("/large"), BOUNDS))).toBe("TOO_LARGE");
    expect(await codeOf(near.fetch(at("/endless"), BOUNDS))).toBe("TOO_LARGE");
  });

  test("a server that is slow, stalls or never ends is given up in time", async () => {
    const startMs = performance.now();
    for (const path of ["/silent", "/stalls"])
      expect(await codeOf(near.fetch(at(path), { ...BOUNDS, totalMs: 300 }))).toBe("TOO_SLOW");
    const endless = near.fetch(at("/endless"), { totalMs: 300, idleMs: 100, maxBytes: 1e9 });
    expect(await codeOf(endless)).toBe("TOO_SLOW");
    expect(performance.now() - startMs).toBeLessThan(5_000);
  });

  test("a broken or missing server is unreachable", async () => {
    expect(await codeOf(near.fetch(at("/cut"), BOUNDS))).toBe("UNREACHABLE");
    expect(await codeOf(near.fetch("http://127.0.0.1:1/", BOUNDS))).toBe("UNREACHABLE");
  });

  test("a call ends when its caller or the process stops", async () => {
    const stop = new AbortController();
    const call = codeOf(near.fetch(at("/silent"), { ...BOUNDS, signal: stop.signal }));
    setTimeout(() => stop.abort(), 20);
    expect(await call).toBe("STOPPED");
    const closing = openGuardedFetch({ allow: ["loopback"] });
    const other = codeOf(closing.fetch(at("/silent"), BOUNDS));
    setTimeout(() => void closing.close(), 20);
    expect(await other).toBe("STOPPED");
  });
});
