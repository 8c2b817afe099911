import { z } from "@hono/zod-openapi";
import { DivisionCode } from "../platform/core/schema.ts";

export const CountyView = z
  .object({ code: DivisionCode, name: z.string(), shortName: z.string() })
  .openapi("County");

export const AgreementView = z
  .object({ slug: z.string(), name: z.string(), shortName: z.string() })
  .openapi("Agreement");

/** One city of the reader's agreement. */
export const CityView = z
  .object({
    code: DivisionCode,
    name: z.string(),
    shortName: z.string(),
    federationName: z.string(),
    hotline: z.string(),
    hue: z.string(),
    counties: z.array(CountyView),
    /** Number of published, unexpired postings with a workplace in this city. */
    postings: z.number().int(),
  })
  .openapi("City");

export const CityList = z
  .object({
    agreement: AgreementView.nullable(),
    items: z.array(CityView),
    /**
     * The other cities in which visible postings have their workplace, most postings first. Null if the
     * posting names no city.
     */
    elsewhere: z.array(
      z.object({ code: DivisionCode.nullable(), name: z.string().nullable(), postings: z.number().int() }),
    ),
  })
  .openapi("CityList");

export type CityView = z.infer<typeof CityView>;
export type CityList = z.infer<typeof CityList>;

/** Data for the header and footer of every page: the agreement's name, and its cities with their colours. */
export type Site = {
  /**
   * For a city without an agreement, the names of its federation and of the city. Empty texts if no agreement
   * is in force.
   */
  agreement: z.infer<typeof AgreementView>;
  cities: { code: string; name: string; shortName: string; hue: string }[];
};
