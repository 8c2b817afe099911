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
    /** Published, unexpired postings with a workplace in this city. */
    postings: z.number().int(),
  })
  .openapi("City");

export const CityList = z
  .object({ agreement: AgreementView.nullable(), items: z.array(CityView) })
  .openapi("CityList");

export type CityView = z.infer<typeof CityView>;
export type CityList = z.infer<typeof CityList>;

/** Data for the frame of every page: the agreement's name and its cities with their hues. */
export type Site = {
  /** A city without an agreement stands in its place. The texts are empty if no agreement is in force. */
  agreement: z.infer<typeof AgreementView>;
  cities: { code: string; name: string; shortName: string; hue: string }[];
};
