import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requestCode, signIn } from "../../src/identity/index.ts";
import { spendTry } from "../../src/identity/store/codes.ts";
import { type RequestContext, systemContext } from "../../src/platform/context.ts";
import { drainAll } from "../../workers/index.ts";
import { bodyOf, freshPhone, type TestApp, testApp } from "../support/app.ts";
import { code as refusedAs } from "../support/refusals.ts";

let t: TestApp;
let visitor: RequestContext;
beforeAll(async () => {
  t = await testApp({ max: 20 });
  visitor = { ...systemContext(t.services, "test"), actor: { kind: "anonymous" } };
});
afterAll(() => t.close());

const ask = async (phone: string) => {
  const { devCode } = await requestCode(visitor, { phone });
  if (!devCode) throw new Error("no code shown");
  return devCode;
};
const other = (code: string, n: number) => String((Number(code) + n) % 1_000_000).padStart(6, "0");
const tally = async (outcomes: Promise<unknown>[]) => {
  const codes = (await Promise.allSettled(outcomes)).map((o) =>
    o.status === "fulfilled" ? "OK" : String((o.reason as { code?: string }).code ?? o.reason),
  );
  return Object.fromEntries([...new Set(codes)].map((c) => [c, codes.filter((x) => x === c).length]));
};

describe("sign-in code", () => {
  test("signs in once, and not again", async () => {
    const phone = freshPhone();
    const code = await ask(phone);
    expect((await signIn(visitor, { phone, code })).account.roles).toEqual(["seeker"]);
    expect(await refusedAs(signIn(visitor, { phone, code }))).toBe("OTP_EXPIRED");
  });

  test("used 20 times at once makes one session", async () => {
    const phone = freshPhone();
    const code = await ask(phone);
    const outcome = await tally(Array.from({ length: 20 }, () => signIn(visitor, { phone, code })));
    expect(outcome).toEqual({ OK: 1, OTP_EXPIRED: 19 });
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from session s join account a
      on a.id = s.account_id where a.phone_index = ${await t.services.vault.index(phone)}`.execute(
      t.services.db,
    );
    expect(rows[0]?.n).toBe(1);
  });

  test("is valid for its phone only", async () => {
    const [mine, theirs] = [freshPhone(), freshPhone()];
    const code = await ask(mine);
    const foreign = await ask(theirs);
    expect(code).not.toBe(foreign);
    expect(await refusedAs(signIn(visitor, { phone: theirs, code }))).toBe("OTP_WRONG");
    expect((await signIn(visitor, { phone: mine, code })).token).toMatch(/^[\w-]{43}$/);
  });

  test("of the last two text messages, either signs in; then both are used", async () => {
    for (const typed of [0, 1]) {
      const phone = freshPhone();
      const codes = [await ask(phone)];
      await t.database.travel("61 seconds");
      codes.push(await ask(phone));
      const [mine = "", other = ""] = typed === 0 ? codes : codes.reverse();
      expect((await signIn(visitor, { phone, code: mine })).account.phoneMasked).toContain("****");
      expect(await refusedAs(signIn(visitor, { phone, code: other }))).toBe("OTP_EXPIRED");
    }
  });

  test("becomes invalid with the second code after it", async () => {
    const phone = freshPhone();
    const first = await ask(phone);
    for (const _ of [1, 2]) {
      await t.database.travel("61 seconds");
      await ask(phone);
    }
    expect(await refusedAs(signIn(visitor, { phone, code: first }))).toBe("OTP_WRONG");
  });

  test("that is used or expired costs the newer one no try, and the answer names the newest message", async () => {
    const phone = freshPhone();
    const used = await ask(phone);
    await signIn(visitor, { phone, code: used });
    await t.database.travel("61 seconds");
    const newer = await ask(phone);
    for (let n = 0; n < 8; n += 1)
      expect(await refusedAs(signIn(visitor, { phone, code: used }))).toBe("OTP_FORMER");
    await t.database.travel("4 minutes");
    const newest = await ask(phone);
    await t.database.travel("1 minute 30 seconds");
    for (let n = 0; n < 8; n += 1)
      expect(await refusedAs(signIn(visitor, { phone, code: newer }))).toBe("OTP_FORMER");
    expect((await signIn(visitor, { phone, code: newest })).token).toMatch(/^[\w-]{43}$/);
  });

  test("used at once with the other one makes one session", async () => {
    const phone = freshPhone();
    const first = await ask(phone);
    await t.database.travel("61 seconds");
    const second = await ask(phone);
    const tries = [first, second, first, second].map((code) => signIn(visitor, { phone, code }));
    expect(await tally(tries)).toEqual({ OK: 1, OTP_EXPIRED: 3 });
  });

  test("twin: if a use marks only its own challenge, two codes at once make two sessions", async () => {
    const phone = freshPhone();
    await ask(phone);
    await t.database.travel("61 seconds");
    await ask(phone);
    const { db } = t.services;
    const found = await spendTry(db, await t.services.vault.index(phone));
    const used = await Promise.all(
      found.map(({ id }) =>
        sql`update otp_challenge set used_at = app.now() where id = ${id} and used_at is null`.execute(db),
      ),
    );
    expect(used.map(({ numAffectedRows }) => numAffectedRows)).toEqual([1n, 1n]);
  });

  test("expires after six minutes", async () => {
    const phone = freshPhone();
    const code = await ask(phone);
    await t.database.travel("6 minutes");
    expect(await refusedAs(signIn(visitor, { phone, code }))).toBe("OTP_EXPIRED");
  });

  test("is valid shortly before its end, also in full-width digits", async () => {
    const phone = freshPhone();
    const code = await ask(phone);
    await t.database.travel("4 minutes 50 seconds");
    const wide = [...code].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join("");
    const answer = await t.call("POST", "/api/v1/sessions", { body: { phone, code: ` ${wide} ` } });
    expect(answer.status).toBe(201);
  });
});

describe("guessing", () => {
  const GUESSES = 200;

  test("evaluates five of 200 concurrent guesses; then the right code is invalid", async () => {
    const phone = freshPhone();
    const code = await ask(phone);
    const guesses = Array.from({ length: GUESSES }, (_, n) =>
      signIn(visitor, { phone, code: other(code, n + 1) }),
    );
    expect(await tally(guesses)).toEqual({ OTP_WRONG: 5, OTP_EXPIRED: GUESSES - 5 });
    expect(await refusedAs(signIn(visitor, { phone, code }))).toBe("OTP_EXPIRED");
  });

  test("evaluates each of two valid codes five times, however many guesses arrive at once", async () => {
    const phone = freshPhone();
    const first = await ask(phone);
    await t.database.travel("61 seconds");
    const second = await ask(phone);
    const wrong = (n: number) => other(first, n + 1) !== second;
    const guesses = Array.from({ length: GUESSES }, (_, n) => n)
      .filter(wrong)
      .map((n) => signIn(visitor, { phone, code: other(first, n + 1) }));
    expect(await tally(guesses)).toEqual({ OTP_WRONG: 5, OTP_EXPIRED: guesses.length - 5 });
    for (const code of [first, second])
      expect(await refusedAs(signIn(visitor, { phone, code }))).toBe("OTP_EXPIRED");
  });

  test("twin: with the check before the count, more than five are evaluated", async () => {
    const phone = freshPhone();
    await ask(phone);
    const index = await t.services.vault.index(phone);
    const evaluate = async (): Promise<number> => {
      const { rows } = await sql<{ id: string; tries: number }>`
        select id, tries from otp_challenge where phone_index = ${index}`.execute(t.services.db);
      if (!rows[0] || rows[0].tries >= 5) return 0;
      await sql`update otp_challenge set tries = tries + 1 where id = ${rows[0].id}`.execute(t.services.db);
      return 1;
    };
    const evaluated = await Promise.all(Array.from({ length: GUESSES }, evaluate));
    expect(evaluated.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(5);
  });
});

describe("sending", () => {
  test("20 concurrent requests for one phone send one code, then one a minute", async () => {
    const phone = freshPhone();
    const requests = Array.from({ length: 20 }, () => requestCode(visitor, { phone }));
    expect(await tally(requests)).toEqual({ OK: 1, OTP_TOO_SOON: 19 });
    await t.database.travel("61 seconds");
    await ask(phone);
  });

  test("ten codes a day for a phone, and again on the next day", async () => {
    const phone = freshPhone();
    for (let n = 0; n < 10; n += 1) {
      await ask(phone);
      await t.database.travel("61 seconds");
    }
    expect(await refusedAs(requestCode(visitor, { phone }))).toBe("OTP_DAILY_LIMIT");
    await t.database.travel("1 day");
    await ask(phone);
  });

  test("the daily limit holds for 40 phones at once, leaves no partial rows, and resets on the next day", async () => {
    await t.database.travel("1 day");
    const tight: RequestContext = { ...visitor, config: { ...visitor.config, smsDailyLimit: 7 } };
    const count = async () => {
      const { rows } = await sql<{ challenges: number; messages: number; tasks: number }>`
        select (select count(*)::int from otp_challenge) as challenges,
          (select count(*)::int from message) as messages, (select count(*)::int from task) as tasks`.execute(
        t.services.db,
      );
      return rows[0] ?? { challenges: 0, messages: 0, tasks: 0 };
    };
    const before = await count();
    const requests = Array.from({ length: 40 }, () => requestCode(tight, { phone: freshPhone() }));
    expect(await tally(requests)).toEqual({ OK: 7, SMS_UNAVAILABLE: 33 });
    const after = await count();
    expect(after).toEqual({
      challenges: before.challenges + 7,
      messages: before.messages + 7,
      tasks: before.tasks + 7,
    });
    await t.database.travel("1 day");
    expect((await requestCode(tight, { phone: freshPhone() })).expiresInS).toBe(300);
  });

  test("twin: a limit that counts before it checks lets more through", async () => {
    await t.database.travel("1 day");
    let passed = 0;
    const naive = () =>
      t.services.db.transaction().execute(async (tx) => {
        const { rows } = await sql<{ n: number }>`
          select coalesce(sum(used), 0)::int as n from sms_quota where name = 'twin'`.execute(tx);
        if ((rows[0]?.n ?? 0) >= 7) return;
        await sql`
          insert into sms_quota (name, starts_at, used) values ('twin', app.now(), 1)
          on conflict (name, starts_at) do update set used = sms_quota.used + 1`.execute(tx);
        passed += 1;
      });
    await Promise.all(Array.from({ length: 40 }, naive));
    expect(passed).toBeGreaterThan(7);
  });

  test("one address gets 600 codes an hour for any phones; another address is not affected", async () => {
    const from: RequestContext = { ...visitor, client: "203.0.113.7" };
    await requestCode(from, { phone: freshPhone() });
    await sql`update sms_quota set used = 590 where name <> 'all' and used = 1`.execute(t.services.db);
    const requests = Array.from({ length: 20 }, () => requestCode(from, { phone: freshPhone() }));
    expect(await tally(requests)).toEqual({ OK: 10, RATE_LIMITED: 10 });
    await requestCode({ ...visitor, client: "203.0.113.8" }, { phone: freshPhone() });
    const { rows } = await sql<{ name: string }>`select name from sms_quota`.execute(t.services.db);
    expect(rows.some((row) => row.name.includes("203.0.113"))).toBe(false);
  });

  test("known and unknown phones get the same answer", async () => {
    const known = freshPhone();
    await t.signInAs(known);
    await t.database.travel("61 seconds");
    const answers = [];
    for (const phone of [known, freshPhone()]) {
      const answer = await t.call("POST", "/api/v1/sessions/otp", { body: { phone } });
      const body = await bodyOf<Record<string, unknown>>(answer, 202);
      const headers = [...answer.headers.keys()].sort();
      answers.push({ headers, body: { ...body, devCode: typeof body.devCode } });
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  test("an invalid phone is named as the field", async () => {
    const answer = await t.call("POST", "/api/v1/sessions/otp", { body: { phone: "12345" } });
    const body = await bodyOf<{ code: string; fields: { path: string }[] }>(answer, 422);
    expect([body.code, body.fields[0]?.path]).toEqual(["INVALID_INPUT", "phone"]);
  });
});

describe("delivery", () => {
  test("the worker sends the code once, and no copy remains", async () => {
    const phone = freshPhone();
    const code = await ask(phone);
    await drainAll(t.services);
    await drainAll(t.services);
    const mine = t.sent.filter((message) => message.phone === phone);
    expect(mine).toMatchObject([{ template: "otp", values: { code } }]);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from message`.execute(t.services.db);
    expect(rows[0]?.n).toBe(0);
  });

  test("a gateway that fails gets the same message id again", async () => {
    const seen: string[] = [];
    const failing = {
      reveals: false,
      send: async ({ id }: { id: string }) => {
        seen.push(id);
        if (seen.length === 1) throw new Error("the gateway answered 500");
      },
    };
    const services = { ...t.services, sms: failing };
    const answer = await requestCode({ ...visitor, sms: failing }, { phone: freshPhone() });
    expect(answer).not.toHaveProperty("devCode");
    await drainAll(services);
    await t.database.travel("16 seconds");
    await drainAll(services);
    expect(seen).toHaveLength(2);
    expect(seen[0]).toBe(seen[1]);
  });

  test("an outdated code is not sent", async () => {
    const phone = freshPhone();
    await ask(phone);
    await t.database.travel("6 minutes");
    await drainAll(t.services);
    expect(t.sent.some((message) => message.phone === phone)).toBe(false);
  });

  test("no table holds phone, code, token or address in plain text", async () => {
    const phone = freshPhone();
    const from: RequestContext = { ...visitor, client: "198.51.100.77" };
    const { devCode = "" } = await requestCode(from, { phone });
    const { token } = await signIn(from, { phone, code: devCode });
    const tables = await sql<{ name: string }>`
      select format('%I', tablename) as name from pg_tables where schemaname = 'public'`.execute(
      t.services.db,
    );
    expect(tables.rows.length).toBeGreaterThan(20);
    let text = "";
    for (const { name } of tables.rows) {
      if (name === "division" || name === "occupation") continue;
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t`.execute(
        t.services.db,
      );
      text += rows.map((r) => r.row).join("\n");
    }
    const hex = (value: string) => Buffer.from(value).toString("hex");
    for (const canary of [phone, token, "198.51.100.77", hex(phone), hex(token), hex(`"${devCode}"`)])
      expect(text).not.toContain(canary);
    expect(new RegExp(`(?<![0-9a-f.])${devCode}(?![0-9a-f+])`).test(text)).toBe(false);
    expect(text).toContain("session.start");
  });
});
