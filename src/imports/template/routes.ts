import { XLSX } from "../../platform/http/answers/sheets.ts";
import { apiRoute, createApi } from "../../platform/http/api.ts";
import { type TemplateWords, templateXlsx } from "./template-xlsx.ts";

/** Creates the route that serves the import template, with the given texts, below /api/v1. */
export const templateRoutes = (words: TemplateWords) =>
  createApi().openapi(
    apiRoute(
      { who: "anyone" },
      {
        method: "get",
        path: "/imports/template.xlsx",
        tags: ["imports"],
        summary: "A sheet to fill in, in the unions' own shape",
        responses: {
          200: { description: "An .xlsx file", content: { [XLSX]: { schema: { type: "string" as const } } } },
        },
      },
    ),
    async (c) =>
      c.body(Uint8Array.from(await templateXlsx(words)).buffer, 200, {
        "content-type": XLSX,
        "content-disposition": 'attachment; filename="lianpin-template.xlsx"',
      }),
  );
