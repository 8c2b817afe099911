import {
  type AgreementText,
  activateAgreement,
  addSignature,
  agreementText,
  draftAgreement,
  rootName,
  signingKey,
  verifierText,
} from "../../src/federation/index.ts";
import { type Services, systemContext } from "../../src/platform/context.ts";

const originOf = (city: string) => `${city}.example.cn/fed`;

/** Returns the root key of a city, the same in every test. */
export const rootOf = (city: string) =>
  signingKey(rootName(originOf(city), city), new Uint8Array(32).fill(Number(city) % 251));

/** Returns a city as a party of an agreement. */
export const partyOf = async (city: string) => ({
  city,
  federation: `union ${city}`,
  origin: originOf(city),
  root: verifierText(await rootOf(city)),
  url: `https://${city}.example.cn`,
});

/** Returns a text as a note with the signatures of the cities' roots. */
export async function signedBy(content: AgreementText, cities: readonly string[]): Promise<string> {
  let note = agreementText(content);
  for (const city of cities) note = await addSignature(note, await rootOf(city));
  return note;
}

/** Returns a first revision in which all cities give each other postings, enterprises and fairs. */
export const agreementOf = async (slug: string, cities: readonly string[]): Promise<AgreementText> =>
  draftAgreement({
    agreement: slug,
    name: "西部城市促进就业创业合作协议",
    parties: await Promise.all(cities.map(partyOf)),
    kinds: ["posting", "enterprise", "fair", "fairExhibitor"],
    purposes: [],
    commands: [],
    startsOn: "2024-05-01",
  });

/** Writes how cities are known here, as their test roots say. */
export async function knowCities({ db }: Pick<Services, "db">, cities: readonly string[]): Promise<void> {
  for (const { city, origin, root, url } of await Promise.all(cities.map(partyOf)))
    await db.insertInto("cityIdentity").values({ city, origin, root, url }).execute();
}

/** Signs an agreement of these cities and puts it into force. Returns its first revision. */
export async function signAgreement(
  services: Services,
  slug: string,
  cities: readonly string[],
): Promise<AgreementText> {
  await knowCities(services, cities);
  const content = await agreementOf(slug, cities);
  await activateAgreement(systemContext(services, "test"), await signedBy(content, cities));
  return content;
}
