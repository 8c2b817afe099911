import type { Context } from "hono";
import { getSite } from "../../../../cities/index.ts";
import { listImports } from "../../../../imports/index.ts";
import { requireOfficer } from "../../../../platform/core/guard.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { EMPTY_FORM } from "../../../components/forms.tsx";
import { cursorOf, fieldText } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { OFFICER, onRecord } from "../../../policies.ts";
import { IMPORTS } from "../../../text/imports/pages.ts";
import { UNION_IMPORTS } from "./import-path.ts";
import { importPagesOf } from "./one/routes.tsx";
import { type RefusedUpload, sourceIn, takeFile, uploadStatus } from "./take-file.ts";
import { UploadPage } from "./upload-page.tsx";

const audience = "union" as const;
const PAGE = 20;

/** Shows the upload page, with the error of the last file if there is one. */
async function uploadPage(c: Context<Env>, refused: RefusedUpload | null): Promise<Response> {
  const ctx = c.get("ctx");
  const mine = new Set(
    requireOfficer(ctx.actor).offices.flatMap((office) => (office.county === null ? [office.city] : [])),
  );
  const [{ items, nextCursor }, site] = await Promise.all([
    listImports(ctx, { cursor: refused ? undefined : cursorOf(c), limit: PAGE }),
    getSite(ctx),
  ]);
  const data = {
    cities: site.cities.filter(({ code }) => mine.has(code)),
    items,
    next: nextCursor,
    form: refused?.form ?? EMPTY_FORM,
    refusal: refused?.refusal ?? null,
  };
  return page(c, { title: IMPORTS.title, audience, status: uploadStatus(refused) }, (shell) => (
    <UploadPage shell={shell} data={data} />
  ));
}

const uploadPages = new Pages()
  .get(UNION_IMPORTS, OFFICER, (c) => uploadPage(c, null))
  .post(UNION_IMPORTS, OFFICER, (c) =>
    takeFile(
      c,
      (fields) => ({ city: fieldText(fields, "city"), ...sourceIn(fields) }),
      (refused) => uploadPage(c, refused),
    ),
  );

/** Imports of a union: upload, mapping, dry run, run, result. */
export const importPages = [
  uploadPages,
  importPagesOf({ base: UNION_IMPORTS, audience, policy: onRecord(OFFICER, "import", "city") }),
];
