import { expect, test } from "vitest";
import {
  type AgreementText,
  addSignature,
  agreementText,
  draftAgreement,
  givesNoMore,
  judge,
  leaveAgreement,
  narrowAgreement,
  readAgreement,
  type Standing,
  signersOf,
  widenAgreement,
} from "../../src/federation/agreements/index.ts";
import { rootName, signingKey, verifierText } from "../../src/federation/index.ts";

const A = "210900";
const B = "211400";
const C = "210700";
const seedOf = (city: string) => new Uint8Array(32).fill(Number(city) % 251);
const rootOf = (city: string) => signingKey(rootName(originOf(city), city), seedOf(city));
const originOf = (city: string) => `${city}.example.cn/fed`;
const partyOf = async (city: string) => ({
  city,
  federation: `${city} 总工会`,
  origin: originOf(city),
  root: verifierText(await rootOf(city)),
  url: `https://${city}.example.cn`,
});
const parties = await Promise.all([A, B, C].map(partyOf));
const first = draftAgreement({
  agreement: "west",
  name: "西部五市促进就业创业合作协议",
  parties,
  kinds: ["posting", "enterprise", "fair"],
  purposes: ["application"],
  commands: ["apply"],
  startsOn: "2026-01-01",
  endsOn: "2028-12-31",
});
const standing: Standing = { parties, left: [], clauses: first.clauses, wholeRevision: 1 };
const base = { content: first, digest: readAgreement(agreementText(first)).digest };
const faultOf = (next: AgreementText, signers: string[], now: Standing | null = standing) => {
  const judged = judge(next, now, signers);
  return judged.ok ? null : judged.fault;
};

test("a first revision needs every party", () => {
  expect(judge(first, null, [A, B, C])).toMatchObject({ ok: true, whole: true });
  expect(judge(first, null, [A, B])).toEqual({ ok: false, fault: "SIGNATURES_MISSING", cities: [C] });
  expect(faultOf(first, [])).toBe("FIRST_REVISION");
  expect(faultOf({ ...first, revision: 2 }, [A, B, C], null)).toBe("FIRST_REVISION");
});

test("whoever gives less signs alone; whoever gives more needs all", () => {
  const less = narrowAgreement(base, { from: A, to: null, without: ["fair"] });
  expect(judge(less, standing, [A])).toMatchObject({ ok: true, whole: false });
  expect(faultOf(less, [B])).toBeNull(); // B changes nothing of its own.
  const judged = judge(less, standing, [B]);
  expect(judged.ok && givesNoMore(first.clauses, judged.clauses)).toBe(true);

  const narrowed = judge(less, standing, [A]);
  if (!narrowed.ok) throw new Error(narrowed.fault);
  const now = { ...standing, clauses: narrowed.clauses };
  const back = { ...first, revision: 3, previous: base.digest };
  expect(faultOf(back, [A], now)).toBe("SIGNATURES_MISSING");
  expect(faultOf(back, [A, B, C], now)).toBeNull();
  const longer = {
    ...first,
    revision: 2,
    previous: base.digest,
    clauses: first.clauses.map((clause) => ({ ...clause, endsOn: "2030-01-01" })),
  };
  expect(faultOf(longer, [A])).toBe("SIGNATURES_MISSING");
});

test("two cities that give less at once agree in either order, also when one leaves", () => {
  const one = narrowAgreement(base, { from: A, to: B, without: ["posting"] });
  const other = leaveAgreement(base, C);
  const run = (steps: [AgreementText, string][]) => {
    let now = standing;
    for (const [next, signer] of steps) {
      const judged = judge(next, now, [signer]);
      if (!judged.ok) throw new Error(judged.fault);
      const staying = new Set(judged.parties.map(({ city }) => city));
      const left = parties.map(({ city }) => city).filter((city) => !staying.has(city));
      now = { ...now, left, clauses: judged.clauses };
    }
    return new Set(now.clauses.map((clause) => JSON.stringify(clause)));
  };
  const result = run([
    [one, A],
    [other, C],
  ]);
  expect(
    run([
      [other, C],
      [one, A],
    ]),
  ).toEqual(result);
  expect([...result].some((clause) => clause.includes(C))).toBe(false);
  expect([...result].filter((clause) => clause.includes("posting"))).toHaveLength(1);
});

test("nobody shuts others out, replaces a root or gives for others", async () => {
  const alone = { ...leaveAgreement(base, C), clauses: [] };
  expect(faultOf({ ...alone, parties: parties.slice(0, 1) }, [A])).toBe("SIGNATURES_MISSING");
  expect(faultOf(leaveAgreement(base, C), [A, B])).toBe("SIGNATURES_MISSING");
  const stolen = await partyOf(A);
  const forged = parties.map((party) => (party.city === C ? { ...party, url: stolen.url } : party));
  expect(faultOf({ ...first, revision: 2, previous: base.digest, parties: forged }, [A, B])).toBe(
    "SIGNATURES_MISSING",
  );
  const stranger = { ...first.clauses[0], from: "110000" } as (typeof first.clauses)[number];
  expect(faultOf({ ...first, clauses: [stranger] }, [A, B, C], null)).toBe("CLAUSE_OF_A_STRANGER");
  expect(faultOf({ ...first, parties: [...parties, stolen] }, [A, B, C], null)).toBe("PARTY_TWICE");
  expect(faultOf({ ...first, revision: 1, previous: base.digest }, [A, B, C], null)).toBe("PREVIOUS_MISSING");
  expect(
    faultOf({ ...first, revision: 2, previous: base.digest }, [A, B, C], { ...standing, wholeRevision: 2 }),
  ).toBe("REVISION_STALE");
});

test("signatures are added one by one, and a party signs with the root in force", async () => {
  const text = agreementText(first);
  expect(await signersOf(text)).toEqual([]);
  const one = await addSignature(text, await rootOf(A));
  const two = await addSignature(one, await rootOf(B));
  expect(await signersOf(two)).toEqual([A, B]);
  expect(readAgreement(two)).toEqual(readAgreement(text));

  const ownKey = await signingKey(rootName(originOf(C), C), new Uint8Array(32).fill(9));
  const replaced = parties.map((party) =>
    party.city === C ? { ...party, root: verifierText(ownKey) } : party,
  );
  const forged = await addSignature(agreementText({ ...first, parties: replaced }), ownKey);
  expect(await signersOf(forged)).toEqual([C]);
  expect(await signersOf(forged, parties)).toEqual([]);
});

test("a text that two readers could read differently is refused", () => {
  const text = agreementText(first);
  const refused = [
    text.replace('"revision":1', '"revision":1,"revision":2'),
    text.replace('{"v":1', '{ "v":1'),
    text.replace('"v":1', '"v":1,"extra":true'),
    text.replace('"kinds":["posting"', '"kinds":["posting;drop"'),
    text.replace(first.parties[0]?.root ?? "", "a+00000000+AA=="),
    text.slice(0, -1),
  ];
  for (const one of refused) expect(() => readAgreement(one)).toThrow("agreement");
});

test("a revision that gives more, or takes in a city, needs every party of both", () => {
  const [one, two] = parties.slice(0, 2);
  if (!one || !two) throw new Error("no parties");
  const given = { kinds: ["posting"], purposes: [], commands: [], startsOn: "2026-01-01" };
  const pair = draftAgreement({ agreement: "west", name: "两市协议", parties: [one, two], ...given });
  const now: Standing = { parties: [one, two], left: [], clauses: pair.clauses, wholeRevision: 1 };
  const digest = readAgreement(agreementText(pair)).digest;
  const wide = { ...given, kinds: ["posting", "fair"] };
  const more = widenAgreement({ content: pair, digest }, { parties: parties.slice(2), ...wide });
  expect(more).toMatchObject({ revision: 2, previous: digest, name: "两市协议" });
  expect([more.parties.length, more.clauses.length]).toEqual([3, 6]);
  expect(judge(more, now, [A, B, C])).toMatchObject({ ok: true, whole: true });
  expect(faultOf(more, [A, B], now)).toBe("SIGNATURES_MISSING");
  const moved = { ...two, url: "https://new.example.cn" };
  const after = widenAgreement({ content: pair, digest }, { parties: [moved], ...given });
  expect(after.parties).toEqual([one, moved]);
});
