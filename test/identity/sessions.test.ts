import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endMembership, ensureAccount, grantMembership, type Membership } from "../../src/identity/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { inTransaction } from "../../src/platform/core/store.ts";
import { HOME, NEIGHBOUR, twoAgreements } from "../factories/cities.ts";
import { claimedEnterprise } from "../factories/enterprises.ts";
import { bodyOf, type Client, freshPhone, type TestApp, testApp } from "../support/app.ts";

type Me = {
  id: string;
  roles: string[];
  offices: { city: string; county: string | null }[];
  enterprises: { id: string; homeCity: string }[];
  phoneMasked: string;
};

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
  await twoAgreements(t.services.db);
});
afterAll(() => t.close());

const me = async (client: Client) => bodyOf<Me>(await client.call("GET", "/api/v1/me"), 200);
const status = async (client: Client) => (await client.call("GET", "/api/v1/me")).status;
const accountOf = (phone: string) => ensureAccount(t.services, t.services.db, { phone });
const grant = async (accountId: string, membership: Membership) => {
  const ctx = systemContext(t.services, "test");
  await inTransaction(ctx, (tx) => grantMembership(tx, ctx, { accountId, membership }));
};
const secondDevice = async (phone: string) => {
  await t.database.travel("61 seconds");
  return t.signInAs(phone);
};

describe("session", () => {
  test("has a token of 256 bits that is stored as a hash", async () => {
    const client = await t.signInAs(freshPhone());
    expect(Buffer.from(client.token, "base64url")).toHaveLength(32);
    const { rows } = await sql<{ hash: Buffer }>`select token_hash as hash from session`.execute(
      t.services.db,
    );
    expect(rows.some(({ hash }) => hash.length === 32)).toBe(true);
    expect(rows.some(({ hash }) => hash.toString("base64url") === client.token)).toBe(false);
  });

  test("shows its owner's account with a masked phone only", async () => {
    const phone = freshPhone();
    const client = await t.signInAs(phone);
    const answer = await client.call("GET", "/api/v1/me");
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ roles: ["seeker"], offices: [], enterprises: [] });
    expect(text).not.toContain(phone);
  });

  test("ends at sign-out at once, for this device only", async () => {
    const phone = freshPhone();
    const first = await t.signInAs(phone);
    const second = await secondDevice(phone);
    expect((await me(first)).id).toBe((await me(second)).id);
    expect((await first.call("DELETE", "/api/v1/sessions/current")).status).toBe(204);
    expect([await status(first), await status(second)]).toEqual([401, 200]);
    expect((await bodyOf<{ code: string }>(await first.call("GET", "/api/v1/me"), 401)).code).toBe(
      "SESSION_ENDED",
    );
  });

  test("ends when the account is closed; a new code does not reopen it", async () => {
    const phone = freshPhone();
    const client = await t.signInAs(phone);
    await sql`update account set closed_at = app.now() where id = ${await accountOf(phone)}`.execute(
      t.services.db,
    );
    expect(await status(client)).toBe(401);
    await t.database.travel("61 seconds");
    const asked = await t.call("POST", "/api/v1/sessions/otp", { body: { phone } });
    const { devCode } = await bodyOf<{ devCode: string }>(asked, 202);
    const answer = await t.call("POST", "/api/v1/sessions", { body: { phone, code: devCode } });
    expect((await bodyOf<{ code: string }>(answer, 403)).code).toBe("ACCOUNT_CLOSED");
    expect(answer.headers.get("set-cookie")).toBeNull();
    const { rows } = await sql`select 1 from session where account_id = ${await accountOf(phone)}`.execute(
      t.services.db,
    );
    expect(rows).toHaveLength(1);
  });

  test.each([
    "none",
    "Bearer nothing-that-was-ever-a-token-here",
    "Bearer short",
    "Basic dXNlcjpwYXNz",
    `Bearer ${"x".repeat(5_000)}`,
    "Bearer",
  ])("refuses %s", async (authorization) => {
    const headers = { authorization };
    const answer = await t.call("GET", "/api/v1/cities", { headers });
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain("x".repeat(50));
  });

  test("refuses the hash of a token, and the session's id", async () => {
    const client = await t.signInAs(freshPhone());
    const { rows } = await sql<{ hash: Buffer; id: string }>`
      select token_hash as hash, id from session order by created_at desc limit 1`.execute(t.services.db);
    const row = rows[0];
    if (!row) throw new Error("no session");
    for (const token of [row.hash.toString("base64url"), row.hash.toString("hex"), row.id]) {
      const headers = { authorization: `Bearer ${token}` };
      expect((await t.call("GET", "/api/v1/me", { headers })).status).toBe(401);
    }
    expect(await status(client)).toBe(200);
  });

  test("lasts 30 days", async () => {
    const client = await t.signInAs(freshPhone());
    await t.database.travel("29 days 23 hours");
    expect(await status(client)).toBe(200);
    await t.database.travel("2 hours");
    expect(await status(client)).toBe(401);
  });
});

describe("session cookie", () => {
  const signIn = async (app: TestApp, headers: Record<string, string> = {}) => {
    const phone = freshPhone();
    const asked = await app.call("POST", "/api/v1/sessions/otp", { body: { phone } });
    const { devCode } = await bodyOf<{ devCode: string }>(asked, 202);
    return app.call("POST", "/api/v1/sessions", { body: { phone, code: devCode }, headers });
  };
  const cookieOf = (answer: Response) => answer.headers.get("set-cookie") ?? "";

  test("over plain http: session, HttpOnly, Lax, 30 days", async () => {
    const answer = await signIn(t);
    expect(cookieOf(answer)).toMatch(/^session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
  });

  test("on another port than the usual: a name of its own, and that of another node is ignored", async () => {
    const node = await testApp({ config: { origins: ["http://127.0.0.1:4100"] } });
    try {
      const cookie = cookieOf(await signIn(node)).split(";")[0] ?? "";
      expect(cookie).toMatch(/^session-4100=/);
      const read = (sent: string) => node.call("GET", "/api/v1/me", { headers: { cookie: sent } });
      expect((await read(cookie)).status).toBe(200);
      expect((await read(cookie.replace("-4100", ""))).status).toBe(401);
      expect((await read(cookie.replace("-4100", "-4200"))).status).toBe(401);
    } finally {
      await node.close();
    }
  });

  test("over https: __Host-, Secure, no domain; the plain name is ignored", async () => {
    const https = await testApp({ config: { origins: ["https://jobs.example"] } });
    try {
      const cookie = cookieOf(await signIn(https));
      expect(cookie).toMatch(
        /^__Host-session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      );
      const value = cookie.split(";")[0] ?? "";
      const read = (headers: Record<string, string>) => https.call("GET", "/api/v1/me", { headers });
      expect((await read({ cookie: value })).status).toBe(200);
      expect((await read({ cookie: value.replace("__Host-", "") })).status).toBe(401);
    } finally {
      await https.close();
    }
  });

  test("ignores a planted cookie: sign-in makes a new token and ends the old session", async () => {
    const planted = "planted-by-an-attacker-0123456789abcdefghij";
    const origin = { origin: "http://localhost" };
    const first = await signIn(t, { ...origin, cookie: `session=${planted}` });
    const before = cookieOf(first).split(";")[0] ?? "";
    expect(before).not.toContain(planted);
    const second = await signIn(t, { ...origin, cookie: before });
    const after = cookieOf(second).split(";")[0] ?? "";
    expect(after).not.toBe(before);
    const read = (cookie: string) => t.call("GET", "/api/v1/me", { headers: { cookie } });
    expect([(await read(before)).status, (await read(after)).status]).toEqual([401, 200]);
    expect((await read(`session=${planted}`)).status).toBe(401);
  });

  test("a stale cookie still reads public pages", async () => {
    const headers = { cookie: "session=stale-stale-stale-stale-stale-stale-stale-0" };
    expect((await t.call("GET", "/api/v1/cities", { headers })).status).toBe(200);
  });
});

describe("roles", () => {
  test("a membership takes effect at the next request, and so does its end", async () => {
    const phone = freshPhone();
    const client = await t.signInAs(phone);
    const accountId = await accountOf(phone);
    const { enterprise } = await claimedEnterprise(t.services);
    const membership: Membership = { kind: "member", enterpriseId: enterprise.id };
    await grant(accountId, membership);
    await grant(accountId, membership);
    expect(await me(client)).toMatchObject({
      roles: ["seeker", "member"],
      enterprises: [{ id: enterprise.id, homeCity: HOME }],
    });
    const ctx = systemContext(t.services, "test");
    await inTransaction(ctx, (tx) => endMembership(tx, ctx, { accountId, membership }));
    expect((await me(client)).roles).toEqual(["seeker"]);
  });

  test("an office needs a token issued after the grant; losing it takes effect at once", async () => {
    const phone = freshPhone();
    const before = await t.signInAs(phone);
    const accountId = await accountOf(phone);
    const membership: Membership = { kind: "officer", city: NEIGHBOUR, county: "210902" };
    await grant(accountId, membership);
    expect(await status(before)).toBe(401);
    const after = await secondDevice(phone);
    expect((await me(after)).offices).toEqual([{ city: NEIGHBOUR, county: "210902" }]);
    await grant(accountId, membership);
    expect(await status(after)).toBe(200);
    const ctx = systemContext(t.services, "test");
    await inTransaction(ctx, (tx) => endMembership(tx, ctx, { accountId, membership }));
    expect((await me(after)).roles).toEqual(["seeker"]);
  });

  test("test clients act as the accounts they name", async () => {
    expect((await me(await t.asOfficer(HOME))).roles).toEqual(["seeker", "officer"]);
    expect((await me(await t.asAdministrator())).roles).toEqual(["seeker", "administrator"]);
  });

  test("every grant, end, sign-in and sign-out is audited", async () => {
    const { rows } = await sql<{ action: string }>`select distinct action from audit`.execute(t.services.db);
    const actions = rows.map((row) => row.action);
    for (const action of ["session.start", "session.end", "membership.grant", "membership.end"])
      expect(actions).toContain(action);
  });
});
