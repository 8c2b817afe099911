import { z } from "@hono/zod-openapi";
import { DivisionCode } from "../platform/core/schema.ts";

export const CountyView = z
  .object({ code: DivisionCode, name: z.string(), shortName: z.string() })
  .openapi("County");

export const AgreementView = z
  .object({ slug: z.string(), name: z.string(), shortName: z.string() })
  .openapi("Agreement");

/** One city of the agreement that the reader stands in. */
export const CityView = z
  .object({
    code: DivisionCode,
    name: z.string(),
    shortName: z.string(),
    federationName: z.string(),
    hotline: z.string(),
    hue: z.string(),
    counties: z.array(CountyView),
    /** Published, unexpired postings whose workplace is here. */
    postings: z.number().int(),
  })
  .openapi("City");

export const CityList = z
  .object({ agreement: AgreementView.nullable(), items: z.array(CityView) })
  .openapi("CityList");

export type CityView = z.infer<typeof CityView>;
export type CityList = z.infer<typeof CityList>;

/** What a page's frame needs: the agreement by name and its cities with their hues. */
export type Site = {
  /** A city without an agreement is named in its place; where nothing is in force the texts are empty. */
  agreement: z.infer<typeof AgreementView>;
  cities: { code: string; name: string; shortName: string; hue: string }[];
};
