import type { Context } from "hono";
import { getEnterprise } from "../../../../enterprises/index.ts";
import { listOwnImports } from "../../../../imports/index.ts";
import { notFound } from "../../../../platform/core/errors.ts";
import { requireAccount } from "../../../../platform/core/guard.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { EMPTY_FORM } from "../../../components/forms.tsx";
import { cursorOf, type Fields, fieldText } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { MEMBER, onRecord } from "../../../policies.ts";
import { OWN_SHEET } from "../../../text/imports/own-sheet.ts";
import { OWN_IMPORTS } from "../../union/imports/import-path.ts";
import { importPagesOf } from "../../union/imports/one/routes.tsx";
import { type RefusedUpload, takeFile, uploadStatus } from "../../union/imports/take-file.ts";
import { enterpriseOf } from "../current-enterprise.ts";
import { OwnSheetPage } from "./own-sheet-page.tsx";

const audience = "enterprise" as const;
const PAGE = 20;

/** Returns the caller's enterprise for which the form uploads a sheet. Throws NOT_FOUND without it. */
function enterpriseIn(c: Context<Env>, fields: Fields): { id: string; homeCity: string } {
  const { enterprises } = requireAccount(c.get("ctx").actor);
  const wanted = fieldText(fields, "enterprise");
  const chosen = wanted ? enterprises.find(({ id }) => id === wanted) : enterprises[0];
  if (!chosen) throw notFound();
  return chosen;
}

/** Shows the upload page and earlier sheets, with the error of the last file if there is one. */
async function uploadPage(
  c: Context<Env>,
  enterpriseId: string,
  refused: RefusedUpload | null,
): Promise<Response> {
  const ctx = c.get("ctx");
  const [enterprise, { items, nextCursor }] = await Promise.all([
    getEnterprise(ctx, enterpriseId),
    listOwnImports(ctx, { enterpriseId, cursor: refused ? undefined : cursorOf(c), limit: PAGE }),
  ]);
  const data = {
    enterprise,
    items,
    next: nextCursor,
    form: refused?.form ?? EMPTY_FORM,
    refusal: refused?.refusal ?? null,
  };
  return page(c, { title: OWN_SHEET.title, audience, status: uploadStatus(refused) }, (shell) => (
    <OwnSheetPage shell={shell} data={data} />
  ));
}

const uploadPages = new Pages()
  .get(OWN_IMPORTS, MEMBER, (c) => uploadPage(c, enterpriseOf(c).id, null))
  .post(OWN_IMPORTS, MEMBER, (c) => {
    let id = enterpriseOf(c).id;
    return takeFile(
      c,
      (fields) => {
        const chosen = enterpriseIn(c, fields);
        id = chosen.id;
        return { city: chosen.homeCity, enterpriseId: id };
      },
      (refused) => uploadPage(c, id, refused),
    );
  });

/** Own sheets of an enterprise: upload, mapping, dry run, run, result. */
export const ownImportPages = [
  uploadPages,
  importPagesOf({ base: OWN_IMPORTS, audience, policy: onRecord(MEMBER, "import", "enterprise") }),
];
