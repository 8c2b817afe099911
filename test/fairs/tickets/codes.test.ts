import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ticketKey } from "../../../src/fairs/fair/index.ts";
import { checkIn, type FairView, takeTicket, ticketByCode } from "../../../src/fairs/index.ts";
import { readReference, signTicket } from "../../../src/fairs/tickets/codes.ts";
import { createVault } from "../../../src/platform/core/vault.ts";
import { person } from "../../factories/actors.ts";
import { cityWithEnterprise } from "../../factories/city-with-enterprise.ts";
import { openDoors } from "../../factories/fairs.ts";

let desk: Awaited<ReturnType<typeof cityWithEnterprise>>;
let fair: FairView;
beforeAll(async () => {
  desk = await cityWithEnterprise();
  fair = await openDoors(desk.services, desk.union);
});
afterAll(() => desk.database.drop());

const venueOf = (of: FairView) => of.venues[0]?.id ?? "";

/** Takes a ticket as a new person. Returns it with the text of its QR code. */
async function ticket(of = fair) {
  const seeker = await person(desk.services, { agreement: "west" });
  const taken = await takeTicket(seeker, { fairId: of.id, venueId: venueOf(of) });
  return { ...taken.ticket, code: taken.ticket.code ?? "", seeker };
}

/** Scans a code at the gate. Returns the outcome. */
async function shown(code: string, at = fair): Promise<string | undefined> {
  const scans = [
    { id: desk.services.ids.uuid(), code, direction: "in" as const, deviceAt: null, claimed: null },
  ];
  const asked = { fairId: at.id, venueId: venueOf(at), gate: "东门", scans };
  return (await checkIn(desk.union, asked)).items[0]?.outcome;
}

const payloadOf = (code: string) =>
  JSON.parse(Buffer.from(code.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;

describe("signed ticket code", () => {
  test("holds the ticket's id and no personal data; equal in every process; found by its reference too", async () => {
    const { id, code, reference, seeker, from, until } = await ticket();
    expect(payloadOf(code)).toEqual({
      k: (await ticketKey(desk.services.vault)).id,
      f: fair.id,
      t: id,
      v: venueOf(fair),
      n: Math.floor(Date.parse(from) / 1000),
      e: Math.floor(Date.parse(until) / 1000),
    });
    expect(code).not.toContain(seeker.actor.accountId);
    const [one, two] = [await createVault("x".repeat(40)), await createVault("x".repeat(40))];
    const payload = { f: fair.id, t: id, v: venueOf(fair), n: 1, e: 2 };
    expect(await signTicket(one, payload)).toBe(await signTicket(two, payload));
    const typed = ` ${reference.toLowerCase().replace(/(.{4})/g, "$1-")}`.replaceAll("0", "o");
    expect(readReference(typed)).toBe(reference);
    for (const text of [code, ` ${code}\n`, reference, typed])
      expect((await ticketByCode(desk.database.db, fair.id, text))?.id).toBe(id);
  });

  test("one flipped byte anywhere makes it invalid", async () => {
    const { code } = await ticket();
    for (let at = 0; at < code.length; at += 1) {
      const flipped = code.slice(0, at) + String.fromCharCode(code.charCodeAt(at) ^ 1) + code.slice(at + 1);
      expect([at, await ticketByCode(desk.database.db, fair.id, flipped)]).toEqual([at, undefined]);
    }
    expect(await shown(code.slice(0, -1))).toBe("unknown");
    expect(await shown(`${code}A`)).toBe("unknown");
    expect(await shown(`${code}=`)).toBe("unknown");
    expect(await shown(code)).toBe("admitted");
  });

  test("another algorithm, another key, a moved signature, an invented reference: unknown", async () => {
    const [mine, other] = [await ticket(), await ticket()];
    const [form, body, tail] = mine.code.split(".");
    const [, , otherTail] = other.code.split(".");
    const stranger = await createVault("somebody else's secret, 32 bytes and more");
    const { k: _key, ...payload } = payloadOf(mine.code);
    const foreign = await signTicket(stranger, payload as Parameters<typeof signTicket>[1]);
    const hmac = await desk.services.vault.mac("fair", `${form}.${body}`);
    const disguised = Buffer.from(JSON.stringify({ ...payloadOf(foreign), k: payloadOf(mine.code).k }));
    for (const code of [
      `LPT2.${body}.${tail}`,
      `LPV1.${body}.${tail}`,
      `none.${body}.`,
      `${form}.${body}.`,
      `${form}.${body}.${hmac.toString("base64url")}`,
      `${form}.${body}.${Buffer.concat([hmac, hmac]).toString("base64url")}`,
      `${form}.${body}.${otherTail}`,
      `${form}.${disguised.toString("base64url")}.${foreign.split(".")[2]}`,
      foreign,
      "LP0000000000",
      "",
      " ",
      "{}",
    ].filter(Boolean))
      expect([code.slice(0, 8), await ticketByCode(desk.database.db, fair.id, code)]).toEqual([
        code.slice(0, 8),
        undefined,
      ]);
    expect(await shown(mine.code)).toBe("admitted");
  });

  test("of another fair, of another venue, a copy: each has its own outcome", async () => {
    const there = await openDoors(desk.services, desk.union);
    const elsewhere = await ticket(there);
    expect(await shown(elsewhere.code)).toBe("otherFair");
    expect(await shown(elsewhere.reference)).toBe("otherFair");
    expect(await ticketByCode(desk.database.db, fair.id, elsewhere.code)).toBeUndefined();
    const seeker = await person(desk.services, { agreement: "west" });
    const second = { fairId: fair.id, venueId: fair.venues[1]?.id ?? "" };
    const { ticket: beside } = await takeTicket(seeker, second);
    expect(await shown(beside.code ?? "")).toBe("otherVenue");
    const { code } = await ticket();
    expect(await shown(code)).toBe("admitted");
    expect(await shown(code)).toBe("again");
  });

  test("a replaced key still verifies what it signed", async () => {
    const { code, id } = await ticket();
    const later = { ...desk.union, vault: await createVault("the secret after the change, 32 bytes") };
    const scan = {
      id: desk.services.ids.uuid(),
      code,
      direction: "in" as const,
      deviceAt: null,
      claimed: null,
    };
    const asked = { fairId: fair.id, venueId: venueOf(fair), gate: "东门", scans: [scan] };
    expect((await checkIn(later, asked)).items[0]?.outcome).toBe("admitted");
    const row = await desk.database.db
      .selectFrom("fairTicket")
      .select("enteredGate")
      .where("id", "=", id)
      .executeTakeFirst();
    expect(row?.enteredGate).toBe("东门");
  });
});
