import type { ApplicationView, ReceivedApplication } from "../../src/applications/index.ts";
import type { PostingInput } from "../../src/postings/index.ts";
import { drainAll } from "../../workers/index.ts";
import { HOME, NEIGHBOUR, twoAgreements } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { publishedPosting } from "../factories/postings.ts";
import { bodyOf, type Client, freshPhone, type TestApp, testApp } from "../support/app.ts";

export type Applied = { id: string; reference: string; created: boolean };
export const CARD = {
  callName: "王师傅",
  skills: ["welder"],
  places: [NEIGHBOUR, HOME],
  years: 12,
  certificates: ["焊工证特号"],
  veteran: true,
};

export type Hall = {
  t: TestApp;
  officer: Client;
  member: Client;
  enterpriseId: string;
  publish(overrides?: Partial<PostingInput>): Promise<string>;
  seeker(card?: boolean): Promise<Client>;
  applyTo(postingId: string, who: Client, body?: object): Promise<Response>;
  /** Applies as a new person to a new posting. */
  sent(body?: object): Promise<{ person: Client; id: string; postingId: string }>;
  mine(who: Client, id: string): Promise<ApplicationView>;
  received(id: string): Promise<ReceivedApplication>;
  answer(id: string, body?: object, headers?: Record<string, string>): Promise<Response>;
  settle(): Promise<void>;
};

export const INVITE = { kind: "invite", when: "周三上午九点", where: "临海路一号办公楼", contact: "张经理" };

/**
 * Opens a test app with two agreements, an officer of HOME, and a verified enterprise there with a member.
 */
export async function openHall(): Promise<Hall> {
  const t = await testApp();
  await twoAgreements(t.services.db);
  const officer = await t.asOfficer(HOME);
  const { enterprise } = await verifiedEnterprise(t.services, officer.ctx);
  const member = await t.asMember(enterprise.id);
  const people = { member: member.ctx, officer: officer.ctx };
  const hall: Hall = {
    t,
    officer,
    member,
    enterpriseId: enterprise.id,
    publish: async (overrides) => (await publishedPosting(people, enterprise.id, overrides)).id,
    async seeker(card = true) {
      const person = await t.signInAs(freshPhone());
      if (card) await bodyOf(await person.call("PUT", "/api/v1/me/profile", { body: CARD }), 200);
      return person;
    },
    applyTo: (postingId, who, body = {}) =>
      who.call("POST", `/api/v1/postings/${postingId}/applications`, { body }),
    async sent(body) {
      const [person, postingId] = [await hall.seeker(), await hall.publish()];
      const { id } = await bodyOf<Applied>(await hall.applyTo(postingId, person, body), 201);
      return { person, id, postingId };
    },
    mine: async (who, id) => bodyOf(await who.call("GET", `/api/v1/applications/${id}`), 200),
    received: async (id) =>
      bodyOf(await member.call("GET", `/api/v1/enterprises/${enterprise.id}/applications/${id}`), 200),
    answer: (id, body = INVITE, headers = {}) =>
      member.call("POST", `/api/v1/applications/${id}/answer`, { body, headers }),
    settle: () => drainAll(t.services),
  };
  return hall;
}
