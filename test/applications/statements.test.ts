import { afterAll, beforeAll, expect, test } from "vitest";
import { record, type Statement } from "../bench/replay.ts";
import { bodyOf } from "../support/app.ts";
import { CARD, type Hall, openHall } from "./world.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.t.close());

const TRANSACTION = /^\s*(begin|commit)$/i;
const unnamed = (statements: Statement[]) => statements.filter(({ name }) => !name).map(({ text }) => text);

/** Applies as a new person, with a card in the request or before it. Returns the request's statements. */
async function statementsOf(card: "new" | "saved"): Promise<Statement[]> {
  const [postingId, person] = [await hall.publish(), await hall.seeker(card === "saved")];
  const body = card === "new" ? { card: CARD } : {};
  return record(async () => void (await bodyOf(await hall.applyTo(postingId, person, body), 201)));
}

test("an application with a new card asks four prepared questions, and one transaction", async () => {
  const statements = await statementsOf("new");
  expect(statements.map(({ text }) => text.trim().slice(0, 60))).toHaveLength(6);
  expect(unnamed(statements)).toEqual(["begin", "commit"]);
});

test("an application with a saved card asks three", async () => {
  const statements = await statementsOf("saved");
  expect(statements).toHaveLength(5);
  expect(unnamed(statements).every((text) => TRANSACTION.test(text))).toBe(true);
});
