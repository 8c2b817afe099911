import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { consoleChannel, smsChannel, webhookChannel } from "../../src/identity/index.ts";
import { readConfig } from "../../src/platform/config.ts";

const SECRET = "a-gateway-secret-of-thirty-two-characters";
const message = { id: "m-1", phone: "13700000001", template: "otp", values: { code: "246810" } } as const;
type Heard = { headers: IncomingMessage["headers"]; body: string; path: string };

let gateway: Server;
let origin: string;
let heard: Heard[] = [];

beforeAll(async () => {
  gateway = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "";
      heard.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), path });
      if (path === "/moved") response.writeHead(307, { location: "/elsewhere" });
      else response.writeHead(path === "/full" ? 503 : 202);
      response.end();
    });
  });
  await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
  const address = gateway.address();
  origin = typeof address === "object" && address ? `http://127.0.0.1:${address.port}` : "";
});
afterAll(() => new Promise((resolve) => gateway.close(resolve)));

const channel = (path: string) => webhookChannel({ url: origin + path, secret: SECRET });

describe("SMS gateway", () => {
  test("gets a message with a verifiable signature", async () => {
    heard = [];
    await channel("/send").send(message);
    const [got] = heard;
    if (!got) throw new Error("nothing arrived");
    const { id, ...body } = message;
    expect(JSON.parse(got.body)).toEqual(body);
    const stamp = String(got.headers["webhook-timestamp"]);
    expect(Math.abs(Date.now() / 1000 - Number(stamp))).toBeLessThan(300);
    const signature = createHmac("sha256", SECRET).update(`${id}.${stamp}.${got.body}`).digest("base64");
    expect(got.headers["webhook-id"]).toBe(id);
    expect(got.headers["webhook-signature"]).toBe(`v1,${signature}`);
  });

  test("a refusal makes sending fail", async () => {
    await expect(channel("/full").send(message)).rejects.toThrow("503");
  });

  test("redirects are not followed", async () => {
    heard = [];
    await expect(channel("/moved").send(message)).rejects.toThrow();
    expect(heard.map((h) => h.path)).toEqual(["/moved"]);
  });
});

describe("without a gateway", () => {
  test("the code is printed with a masked phone and returned to the caller", async () => {
    const lines: string[] = [];
    const shown = consoleChannel((line) => lines.push(line));
    await shown.send(message);
    expect(shown.reveals).toBe(true);
    expect(lines).toEqual(["SMS to 137****0001: 246810"]);
  });

  test("production does not start, and a configured gateway never reveals codes", () => {
    const base = readConfig({});
    expect(() => smsChannel({ ...base, production: true })).toThrow();
    expect(smsChannel({ ...base, sms: { url: origin, secret: SECRET } }).reveals).toBe(false);
  });
});
