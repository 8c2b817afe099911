/** A line for an existing file: `insert` goes directly below the first line that contains `after`. */
export type Edit = { file: string; after: string; insert: string };

/** All changes to existing files that the example needs, as in the recipe "Add a capability". */
export const EDITS: readonly Edit[] = [
  {
    file: "db/migrations/index.ts",
    after: 'import type { Migration as KyselyMigration } from "kysely";',
    insert: 'import * as shuttles from "./0999_shuttles.ts";',
  },
  {
    file: "db/migrations/index.ts",
    after: "export const migrations: Record<string, Migration> = {",
    insert: '  "0999_shuttles": shuttles,',
  },
  {
    file: "db/schema/index.ts",
    after: 'import type * as pl from "./places.ts";',
    insert: 'import type * as sh from "./shuttles.ts";',
  },
  { file: "db/schema/index.ts", after: "export type Database = {", insert: "  shuttle: sh.ShuttleTable;" },
  {
    file: "src/capabilities.ts",
    after: 'import { search } from "./search/capability.ts";',
    insert: 'import { shuttles } from "./shuttles/capability.ts";',
  },
  { file: "src/capabilities.ts", after: "  fairs,", insert: "  shuttles," },
  {
    file: "src/background.ts",
    after: 'import { searchWork } from "./search/worker.ts";',
    insert: 'import { shuttlesWork } from "./shuttles/worker.ts";',
  },
  { file: "src/background.ts", after: "  fairsWork,", insert: "  shuttlesWork," },
  {
    file: "src/web/index.ts",
    after: 'import { devPages } from "./pages/dev/routes.tsx";',
    insert: 'import { shuttlePages } from "./pages/shuttles/routes.tsx";',
  },
  {
    file: "src/web/index.ts",
    after: "export const allPages = (engineOf: EngineOf): Pages[] => [",
    insert: "  shuttlePages,",
  },
  {
    file: "src/web/text/errors/index.ts",
    after: "export const ERROR_TEXT",
    insert: '  SHUTTLE_STATE: { title: "班车已经发出", detail: "请刷新后再看。" },',
  },
  {
    file: "src/web/text/navigation.ts",
    after: "export const NAVIGATION_TEXT",
    insert: '  "union.shuttles": { text: "班车", icon: "place" },',
  },
  {
    file: "test/architecture/table-owners.ts",
    after: "export const OWNERS",
    insert: '  shuttles: ["shuttle"],',
  },
  {
    file: "test/platform/http/world.ts",
    after: 'import { saveSearch } from "../../../src/saved-searches/index.ts";',
    insert: 'import { announceShuttle } from "../../../src/shuttles/index.ts";',
  },
  {
    file: "test/platform/http/world.ts",
    after: "  const followUpId = t.services.ids.uuid();",
    insert: [
      '  const bus = { city: HOME, title: "专线", departsAt: "2099-01-01T00:00:00Z" };',
      "  const shuttle = await announceShuttle(officer.ctx, bus);",
    ].join("\n"),
  },
  {
    file: "test/platform/http/world.ts",
    after: '  const targets: World["targets"] = {',
    insert: '    shuttle: [hidden("announced", shuttle.id)],',
  },
];
