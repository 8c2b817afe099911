import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { consoleChannel, smsChannel, webhookChannel } from "../../src/identity/index.ts";
import { readConfig } from "../../src/platform/config/index.ts";
import { openGuardedFetch } from "../../src/platform/outbound/guarded-fetch.ts";

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

const { fetch } = openGuardedFetch({ allow: ["loopback"] });
const channel = (path: string) => webhookChannel({ url: origin + path, secret: SECRET, fetch });

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

  test("a gateway with the reference library accepts it, with a secret by Standard Webhooks and with another", async () => {
    for (const [secret, format] of [
      ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", undefined],
      [SECRET, "raw"],
    ] as const) {
      heard = [];
      await webhookChannel({ url: `${origin}/send`, secret, fetch }).send(message);
      const [got] = heard;
      const headers = Object.fromEntries(
        Object.entries(got?.headers ?? {}).filter(([name]) => name.startsWith("webhook-")),
      ) as Record<string, string>;
      const { id: _id, ...body } = message;
      const stock = new Webhook(secret, format && { format });
      expect(stock.verify(got?.body ?? "", headers)).toEqual(body);
      expect(() => stock.verify(`${got?.body} `, headers)).toThrow();
    }
  });

  test("a secret that starts like one of Standard Webhooks and is none is refused", () => {
    for (const secret of [`whsec_${"!".repeat(40)}`, "whsec_c2hvcnQ=".padEnd(33, "=")])
      expect(() => readConfig({ SMS_WEBHOOK_URL: "https://sms.test", SMS_WEBHOOK_SECRET: secret })).toThrow(
        "SMS_WEBHOOK_SECRET",
      );
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

  test("production reveals no code and sends none; a configured gateway never reveals codes", async () => {
    const base = readConfig({});
    for (const config of [
      { ...base, production: true },
      { ...base, origins: ["https://jobs.test"] },
    ]) {
      expect(smsChannel(config, fetch).reveals).toBe(false);
      await expect(smsChannel(config, fetch).send(message)).rejects.toThrow("no SMS gateway");
    }
    expect(smsChannel({ ...base, sms: { url: origin, secret: SECRET } }, fetch).reveals).toBe(false);
  });
});
