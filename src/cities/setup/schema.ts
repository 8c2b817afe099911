import { z } from "zod";
import { DivisionCode, IsoDate, Phone, PlainText } from "../../platform/core/schema.ts";

const Name = PlainText(60, 2);
/** Kinds of record that cities of an agreement may show each other. */
export const SHARED_KINDS = ["posting", "enterprise", "fair", "livestream"] as const;

/** A county or district. `name` is needed only for one that the table of divisions does not hold. */
const County = z.strictObject({ code: DivisionCode, name: Name.optional(), shortName: Name.optional() });

const City = z.strictObject({
  code: DivisionCode,
  federationName: Name,
  /** Colour of the mark beside the city's name, `#RRGGBB`. */
  hue: z.string().regex(/^#[0-9A-Fa-f]{6}$/),
  hotline: z
    .string()
    .regex(/^[0-9-]{5,20}$/)
    .default("12351"),
  address: PlainText(120, 2).optional(),
  /** False for a city whose records another node writes. */
  hosted: z.boolean().default(true),
  joinedOn: IsoDate.optional(),
  /** First day on which the city no longer belongs to the agreement. */
  leftOn: IsoDate.optional(),
  counties: z.array(County).max(60).default([]),
});

/** A setup file: one agreement, its cities in the order in which pages list them, the first administrator. */
export const SetupFile = z.strictObject({
  agreement: z.strictObject({
    slug: z.string().regex(/^[a-z0-9-]{2,40}$/),
    name: PlainText(80, 4),
    shortName: PlainText(12, 1),
    startsOn: IsoDate,
    endsOn: IsoDate.optional(),
    shares: z
      .array(z.enum([...SHARED_KINDS, "candidate"]))
      .min(1)
      .default([...SHARED_KINDS]),
  }),
  cities: z.array(City).min(1).max(60),
  administrator: z.strictObject({ name: PlainText(30, 1), phone: Phone }),
});
export type SetupFile = z.infer<typeof SetupFile>;

/**
 * One difference between a setup file and the database. `field` is null for a record that is added whole;
 * `from` is null for a value that was absent.
 */
export type SetupChange = {
  kind: "agreement" | "city" | "county" | "administrator";
  /** Slug or division code; empty for the administrator. */
  id: string;
  name: string;
  field: string | null;
  from: string | null;
  to: string | null;
};

/** The answer to a setup file. */
export type SetupAnswer = {
  changes: SetupChange[];
  /** Codes of cities that belong to the agreement and are not in the file. They stay members. */
  unlisted: string[];
  /** Other agreements that cities of the file belong to. Told for an agreement that is new. */
  elsewhere: { name: string; cities: string[] }[];
  /**
   * `appointed`: now, or on a dry run when applied. `replaced`: in place of one who never signed in. `there`:
   * holds the role already; `namedOtherwise` under another name, which is the person's own. `other`: another
   * administrator has signed in, and must appoint this person.
   */
  administrator: "appointed" | "replaced" | "there" | "namedOtherwise" | "other";
  /** A link that signs the administrator in once. Null if none was created. */
  link: { token: string; expiresAt: string } | null;
};
