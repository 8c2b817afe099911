import type { Generated } from "kysely";
import type { Stamp } from "./foundation.ts";

export type DivisionTable = {
  code: string;
  name: string;
  shortName: string;
  level: "province" | "city" | "county";
  parent: string | null;
  lon: number | null;
  lat: number | null;
  aliases: Generated<string[]>;
  /** Pinyin of each name, whole and by initials: `huludaoshi hlds`. */
  typed: Generated<string[]>;
};

/** Digest of the files that filled the reference tables. The table has one row. */
export type ReferenceLoadTable = {
  onlyRow: Generated<boolean>;
  digest: string;
  loadedAt: Stamp;
};

export type OccupationTable = {
  id: string;
  code: string | null;
  name: string;
  major: number;
  isco08: string | null;
  aliases: Generated<string[]>;
  /** Everyday names of the occupation, for search. */
  searchWords: Generated<string[]>;
  /** Pinyin of each name, whole and by initials: `dianhangong dhg`. */
  typed: Generated<string[]>;
  dutyPhrase: string;
};

export type CityTable = {
  code: string;
  federationName: string;
  /** False for a city whose records another node writes. */
  hosted: Generated<boolean>;
  hotline: Generated<string>;
  address: string | null;
  qualificationKind: string | null;
  qualificationNumber: string | null;
  /** Last valid day of the city's qualification, as ISO date. */
  qualifiedUntil: string | null;
  createdAt: Stamp;
};

export type AgreementTable = {
  id: string;
  slug: string;
  name: string;
  shortName: string;
  hosts: Generated<string[]>;
  shares: Generated<string[]>;
  startsOn: string;
  endsOn: string | null;
  ordinal: number;
  /** SHA-256 of the text of the signed agreement's first revision in hex; null without a signed agreement. */
  document: string | null;
};

export type AgreementCityTable = {
  agreementId: string;
  city: string;
  hue: string;
  ordinal: number;
  joinedOn: string;
  leftOn: string | null;
};

/** A clause of a signed agreement: one city gives another these records. */
export type AgreementClauseTable = {
  agreementId: string;
  ordinal: number;
  fromCity: string;
  toCity: string;
  kinds: string[];
  purposes: Generated<string[]>;
  fields: Generated<string[]>;
  commands: Generated<string[]>;
  startsOn: string;
  endsOn: string | null;
};
