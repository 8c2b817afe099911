import type { Capability } from "../platform/program/index.ts";
import { importRoutes } from "./routes.ts";
import { runImportTask } from "./running/tasks.ts";
import { templateRoutes } from "./template/routes.ts";
import type { TemplateWords } from "./template/template-xlsx.ts";

const records = ["import"] as const;
const codes = {
  IMPORT_ENCODING_UNKNOWN: 422,
  IMPORT_NOT_A_TABLE: 422,
  IMPORT_NO_HEADER: 422,
  IMPORT_NO_ROWS: 422,
  IMPORT_TOO_MANY_ROWS: 422,
  IMPORT_TOO_LARGE: 413,
  IMPORT_JSON_INVALID: 422,
  IMPORT_MAPPING_INCOMPLETE: 422,
  IMPORT_STATE: 409,
  IMPORT_ACTED_ON: 409,
} as const;
const navigation = [
  { area: "union", key: "union.imports", path: "/union/imports", order: 30, roles: ["officer"] },
] as const;

declare module "../platform/core/vocabulary.ts" {
  interface ErrorCodes extends Readonly<typeof codes> {}
  interface RecordKinds extends Record<(typeof records)[number], true> {}
  interface NavigationKeys extends Record<(typeof navigation)[number]["key"], true> {}
}

export const imports = {
  name: "imports",
  // The template's path goes before the path of one import.
  routes: ({ sheetTemplate }: { sheetTemplate: TemplateWords }) =>
    [templateRoutes(sheetTemplate), importRoutes] as const,
  tasks: [runImportTask],
  records,
  codes,
  uploads: ["/api/v1/imports", "/union/imports", "/enterprise/imports"],
  navigation,
} as const satisfies Capability;
