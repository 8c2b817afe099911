import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EnterpriseView, OwnClaim } from "../../src/enterprises/index.ts";
import type { Notice } from "../../src/notifications/index.ts";
import type { QueueItem } from "../../src/postings/index.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { NEIGHBOUR } from "../factories/cities.ts";
import { creditCode, enterpriseInput, importedEnterprise } from "../factories/enterprises.ts";
import { bodyOf, type Client, freshPhone } from "../support/app.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.t.close());

/** Registers an enterprise as a new person. */
async function registered(): Promise<{ id: string; founder: Client }> {
  const founder = await hall.t.signInAs(freshPhone());
  const body = enterpriseInput();
  const { id } = await bodyOf<EnterpriseView>(
    await founder.call("POST", "/api/v1/enterprises", { body }),
    201,
  );
  return { id, founder };
}

const decide = (who: Client, id: string, body: object) =>
  who.call("POST", `/api/v1/enterprises/${id}/verification`, { body });
const refuse = (id: string, reason = "执照上的地址不是这里") =>
  decide(hall.officer, id, { decision: "refuse", reason });
const seenBy = async (who: Client, id: string) =>
  bodyOf<EnterpriseView>(await who.call("GET", `/api/v1/enterprises/${id}`), 200);
const queued = async (id: string) => {
  const { items } = await bodyOf<{ items: QueueItem[] }>(
    await hall.officer.call("GET", "/api/v1/reviews?limit=100"),
    200,
  );
  return items.find((item) => item.kind === "enterprise" && item.id === id);
};
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;
const notices = async (who: Client) =>
  (await bodyOf<{ items: Notice[] }>(await who.call("GET", "/api/v1/me/notices?limit=50"), 200)).items;

describe("a refused registration", () => {
  test("is told with its reason, is no suspension, and returns to the queue once it is corrected", async () => {
    const { id, founder } = await registered();
    expect((await seenBy(founder, id)).management).toMatchObject({
      status: "claimed",
      decideBy: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    expect(await queued(id)).toMatchObject({ claim: { refusalReason: null } });
    expect((await refuse(id)).status).toBe(200);
    expect(await queued(id)).toBeUndefined();
    await hall.settle();
    expect((await notices(founder)).find(({ kind }) => kind === "enterpriseRefused")?.params).toMatchObject({
      reason: "执照上的地址不是这里",
    });
    const refused = await seenBy(founder, id);
    expect(refused.management).toMatchObject({ status: "refused", decideBy: null });
    const corrected = await founder.call("PATCH", `/api/v1/enterprises/${id}`, {
      body: { address: "龙港区滨海路 8 号" },
      headers: { "if-match": `"${refused.rev}"` },
    });
    expect((await bodyOf<EnterpriseView>(corrected, 200)).management).toMatchObject({
      status: "claimed",
      refusalReason: "执照上的地址不是这里",
    });
    expect(await queued(id)).toMatchObject({ claim: { refusalReason: "执照上的地址不是这里" } });
    await bodyOf(await decide(hall.officer, id, { decision: "verify" }), 200);
    expect((await seenBy(founder, id)).management).toMatchObject({ status: "verified", refusalReason: null });
  });

  test("needs a reason, an officer of the place, and a registration that waits", async () => {
    const { id } = await registered();
    const stranger = await hall.t.asOfficer(NEIGHBOUR);
    expect((await decide(stranger, id, { decision: "refuse", reason: "不对" })).status).toBe(404);
    expect((await decide(hall.officer, id, { decision: "refuse" })).status).toBe(422);
    expect((await refuse(id)).status).toBe(200);
    expect(await codeOf(await refuse(id))).toBe("ENTERPRISE_STATE");
    expect(await codeOf(await refuse(hall.enterpriseId))).toBe("ENTERPRISE_STATE");
  });

  test("stays refused when an officer corrects it; of two refusals at once one counts", async () => {
    const { id } = await registered();
    const answers = await Promise.all([refuse(id, "一"), refuse(id, "二")]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { rev } = await seenBy(hall.officer, id);
    const edited = await hall.officer.call("PATCH", `/api/v1/enterprises/${id}`, {
      body: { address: "连山区" },
      headers: { "if-match": `"${rev}"` },
    });
    expect((await bodyOf<EnterpriseView>(edited, 200)).management?.status).toBe("refused");
  });
});

describe("a claim", () => {
  const claim = (who: Client, id: string, uscc: string) =>
    who.call("POST", `/api/v1/enterprises/${id}/claims`, { body: { statement: "我是人事", uscc } });
  const mine = async (who: Client) =>
    (await bodyOf<{ items: OwnClaim[] }>(await who.call("GET", "/api/v1/me/claims"), 200)).items;

  test("shows its author who decides by when, and what was decided; nobody else sees it", async () => {
    const [hr, other] = [await hall.seeker(false), await hall.seeker(false)];
    const id = await importedEnterprise(hall.officer.ctx, "认领进度机械厂");
    const { id: claimId } = await bodyOf<OwnClaim>(await claim(hr, id, creditCode(7001)), 201);
    expect(await mine(hr)).toMatchObject([
      { id: claimId, status: "pending", enterpriseName: "认领进度机械厂", verifier: expect.any(String) },
    ]);
    expect(await mine(other)).toEqual([]);
    const decision = { decision: "reject", reason: "请带上委托书" };
    await bodyOf(
      await hall.officer.call("POST", `/api/v1/claims/${claimId}/decision`, { body: decision }),
      200,
    );
    await hall.settle();
    expect(await mine(hr)).toMatchObject([{ status: "rejected", reason: "请带上委托书" }]);
    expect((await notices(hr)).find(({ kind }) => kind === "claimRejected")).toMatchObject({
      params: { title: "认领进度机械厂", reason: "请带上委托书" },
    });
    const { id: second } = await bodyOf<OwnClaim>(await claim(hr, id, creditCode(7001)), 201);
    const approved = { decision: "approve" };
    await bodyOf(
      await hall.officer.call("POST", `/api/v1/claims/${second}/decision`, { body: approved }),
      200,
    );
    await hall.settle();
    expect((await notices(hr)).filter(({ kind }) => kind === "claimApproved").length).toBe(1);
  });
});
