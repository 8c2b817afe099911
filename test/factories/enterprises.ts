import {
  type EnterpriseInput,
  type EnterpriseView,
  ensureImportedEnterprise,
  registerEnterprise,
  verifyEnterprise,
} from "../../src/enterprises/index.ts";
import type { RequestContext, Services } from "../../src/platform/context.ts";
import { inTransaction } from "../../src/platform/core/store.ts";
import { asMember, person } from "./actors.ts";
import { COUNTY, HOME } from "./cities.ts";

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const weigh = (text: string, alphabet: string, weights: number[]) =>
  weights.reduce((sum, weight, at) => sum + weight * alphabet.indexOf(text.charAt(at)), 0);

/** Returns the n-th unified social credit code with valid check characters (GB 32100-2015, GB 11714). */
export function creditCode(n: number): string {
  const body = String(n).padStart(8, "0");
  const inner = 11 - (weigh(body, ALPHABET, [3, 7, 9, 10, 5, 8, 4, 2]) % 11);
  const first = `91211400${body}${inner === 10 ? "X" : inner === 11 ? "0" : inner}`;
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
  return first + ALPHABET.charAt((31 - (weigh(first, ALPHABET, weights) % 31)) % 31);
}

let next = 0;

export function enterpriseInput(overrides: Partial<EnterpriseInput> = {}): EnterpriseInput {
  next += 1;
  return {
    name: `海风机械制造${next}有限公司`,
    uscc: creditCode(next),
    county: COUNTY[HOME] ?? HOME,
    contactPhone: "0429-5550000",
    contactHours: "8:30-17:00",
    ...overrides,
  };
}

type Company = { enterprise: EnterpriseView; member: Awaited<ReturnType<typeof person>> };

/**
 * Registers an enterprise, not yet verified, as a new person. Returns it with that person as its first
 * member.
 */
export async function claimedEnterprise(
  services: Services,
  overrides: Partial<EnterpriseInput> = {},
): Promise<Company> {
  const founder = await person(services);
  const enterprise = await registerEnterprise(founder, enterpriseInput(overrides));
  return { enterprise, member: asMember(founder, enterprise) };
}

export async function verifiedEnterprise(
  services: Services,
  officer: RequestContext,
  overrides: Partial<EnterpriseInput> = {},
): Promise<Company> {
  const { enterprise, member } = await claimedEnterprise(services, overrides);
  return { enterprise: await verifyEnterprise(officer, { id: enterprise.id }), member };
}

/** Inserts an enterprise as an import does. Returns its id. */
export async function importedEnterprise(
  officer: RequestContext,
  name: string,
  homeCity = HOME,
): Promise<string> {
  const id = await inTransaction(officer, (tx) =>
    ensureImportedEnterprise(tx, officer, { homeCity, name, sourceName: "a sheet" }),
  );
  if (!id) throw new Error("a blank name");
  return id;
}
