import { AppError } from "../../../../platform/core/errors.ts";
import { Pages } from "../../../../platform/http/index.ts";
import {
  CompletionInput,
  completePostings,
  countComplaints,
  countManagedPostings,
  countObjections,
  listManagedPostings,
  publishReposts,
  RepostInput,
  submitPostings,
} from "../../../../postings/index.ts";
import { cursorOf, type Fields, fieldText, parse, readForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { OFFICER, onRecord } from "../../../policies.ts";
import { POSTINGS } from "../../../text/union/pages.ts";
import { editorPages, type PostingEditor } from "../../editor/routes.tsx";
import { objectionPages } from "../objections/routes.tsx";
import { BulkResultPage } from "./bulk-result-page.tsx";
import { defaultValidThrough } from "./default-validity.ts";
import { officerPages, officers } from "./officer/routes.tsx";
import { PostingsPage } from "./postings-page.tsx";
import { filterOf, uuid } from "./postings-query.ts";
import { postingsSheet } from "./postings-sheet.ts";

const audience = "union" as const;
const editor: PostingEditor = {
  base: "/union/postings",
  heading: POSTINGS.heading,
  audience,
  policy: onRecord(OFFICER, "posting", "city"),
  officers,
};
const PAGE = 20;

const isChecked = (fields: Fields, name: string) => fieldText(fields, name) === "1";

/** Postings of the city: the list, and actions on a whole import. */
const listPages = new Pages()
  .get("/union/postings", OFFICER, async (c) => {
    const ctx = c.get("ctx");
    const { status, ...part } = filterOf(c);
    const [{ items, nextCursor }, counts, objections, complaints] = await Promise.all([
      listManagedPostings(ctx, { ...part, status, cursor: cursorOf(c), limit: PAGE }),
      countManagedPostings(ctx, part),
      countObjections(ctx),
      countComplaints(ctx),
    ]);
    const data = {
      items,
      counts,
      objections,
      complaints,
      status: status ?? null,
      words: part.words ?? null,
      importId: part.importId ?? null,
      enterpriseId: part.enterpriseId ?? null,
      next: nextCursor,
      validThrough: defaultValidThrough(ctx.clock.now()),
    };
    return page(c, { title: POSTINGS.title, audience }, (shell) => (
      <PostingsPage shell={shell} data={data} />
    ));
  })
  .get("/union/postings.csv", OFFICER, (c) => postingsSheet(c, "csv"))
  .get("/union/postings.xlsx", OFFICER, (c) => postingsSheet(c, "xlsx"))
  .post("/union/postings/bulk", OFFICER, async (c) => {
    const ctx = c.get("ctx");
    const fields = await readForm(c);
    const importId = uuid(fieldText(fields, "importId"));
    if (!importId) throw new AppError("NOT_FOUND");
    const selection = { importId, validThrough: fieldText(fields, "validThrough") || undefined };
    const suggestDuties = isChecked(fields, "suggestDuties");
    const action = fieldText(fields, "action");
    const result =
      action === "repost"
        ? await publishReposts(ctx, parse(RepostInput, selection))
        : action === "submit"
          ? await submitPostings(ctx, { importId, confirmDuties: isChecked(fields, "confirmDuties") })
          : await completePostings(ctx, parse(CompletionInput, { ...selection, suggestDuties }));
    const back = `/union/postings?importId=${importId}`;
    return page(c, { title: POSTINGS.title, audience }, () => <BulkResultPage result={result} back={back} />);
  });

export const postingPages = [listPages, officerPages, editorPages(editor), objectionPages(editor)];
