import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changePhone } from "../../src/candidates/index.ts";
import { requestCode } from "../../src/identity/index.ts";
import { systemContext } from "../../src/platform/context.ts";
import { freshPhone, type TestApp, testApp } from "../support/app.ts";
import { fields } from "../support/refusals.ts";

let t: TestApp;
beforeAll(async () => {
  t = await testApp();
});
afterAll(() => t.close());

/** Lets the pause between codes pass, and returns the code that a phone gets. */
async function codeFor(ctx: Parameters<typeof requestCode>[0], phone: string): Promise<string> {
  await t.database.travel("2 minutes");
  return (await requestCode(ctx, { phone })).devCode ?? "";
}
const masked = async (client: Awaited<ReturnType<TestApp["signInAs"]>>) => {
  const answer = await client.call("GET", "/api/v1/me");
  return answer.status === 200
    ? ((await answer.json()) as { phoneMasked: string }).phoneMasked
    : answer.status;
};
const maskOf = (phone: string) => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

describe("a change of the number", () => {
  test("needs a code of both numbers, and ends the sessions of other devices", async () => {
    const [old, fresh] = [freshPhone(), freshPhone()];
    const person = await t.signInAs(old);
    await t.database.travel("2 minutes");
    const other = await t.signInAs(old);
    const [oldCode, newCode] = [await codeFor(person.ctx, old), await codeFor(person.ctx, fresh)];
    const swapped = { phone: fresh, oldCode: newCode, newCode: oldCode };
    if (oldCode !== newCode)
      expect(await fields(changePhone(person.ctx, swapped))).toEqual(["oldCode:OTP_WRONG"]);
    await changePhone(person.ctx, { phone: fresh, oldCode, newCode });
    expect(await masked(person)).toBe(maskOf(fresh));
    expect(await masked(other)).toBe(401);
    // Both codes are used up, and the former number belongs to nobody.
    expect(await fields(changePhone(person.ctx, { phone: old, oldCode: newCode, newCode: oldCode }))).toEqual(
      ["oldCode:OTP_EXPIRED"],
    );
    await t.database.travel("2 minutes");
    const stranger = await t.signInAs(old);
    expect(await masked(stranger)).toBe(maskOf(old));
  });

  test("never takes the number of another account, nor the same one", async () => {
    const [mine, theirs] = [freshPhone(), freshPhone()];
    const person = await t.signInAs(mine);
    await t.signInAs(theirs);
    const [oldCode, newCode] = [await codeFor(person.ctx, mine), await codeFor(person.ctx, theirs)];
    expect(await fields(changePhone(person.ctx, { phone: mine, oldCode, newCode }))).toEqual([
      "phone:SAME_PHONE",
    ]);
    expect(await fields(changePhone(person.ctx, { phone: theirs, oldCode, newCode }))).toEqual([
      "phone:PHONE_TAKEN",
    ]);
    expect(await masked(person)).toBe(maskOf(mine));
  });

  test("of two accounts that want one number at once, one gets it", async () => {
    const fresh = freshPhone();
    const phones = [freshPhone(), freshPhone()];
    const people = [];
    for (const phone of phones) {
      const person = await t.signInAs(phone);
      people.push({ person, oldCode: await codeFor(person.ctx, phone) });
    }
    const newCode = await codeFor(systemContext(t.services, "test"), fresh);
    const outcomes = await Promise.allSettled(
      people.map(({ person, oldCode }) => changePhone(person.ctx, { phone: fresh, oldCode, newCode })),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});
