import { AppError } from "../../../../platform/core/errors.ts";
import { Pages } from "../../../../platform/http/index.ts";
import { findByReference, getPosting } from "../../../../postings/index.ts";
import { namesFor } from "../../../code-names.ts";
import { pathId } from "../../../forms.ts";
import { htmlDocument } from "../../../head/document.ts";
import { originOf } from "../../../page.tsx";
import { ANYONE, onRecord } from "../../../policies.ts";
import { formatReference } from "../../../text/format.ts";
import { orMissingPosting } from "../../public/missing-posting-page.tsx";
import { PosterPage } from "./poster-page.tsx";

/** Codes of a posting that is no longer public: its page says so, and shows others. */
const PAST = new Set(["GONE", "POSTING_EXPIRED"]);

/** The poster of a posting, and the short address that stands on it. */
export const posterPages = new Pages()
  .get("/postings/:id/poster", onRecord(ANYONE, "posting", "readers"), (c) =>
    orMissingPosting(c, async () => {
      const ctx = c.get("ctx");
      const id = pathId(c);
      try {
        const [posting, names] = await Promise.all([getPosting(ctx, id), namesFor(ctx)]);
        const typed = new URL(`/p/${formatReference(id)}`, originOf(c));
        const data = {
          posting,
          names,
          address: new URL(`/postings/${id}`, originOf(c)).href,
          typed: `${typed.host}${typed.pathname}`,
        };
        return htmlDocument(c, <PosterPage data={data} />);
      } catch (error) {
        if (error instanceof AppError && PAST.has(error.code)) return c.redirect(`/postings/${id}`, 302);
        throw error;
      }
    }),
  )
  .get("/p/:reference", ANYONE, (c) =>
    orMissingPosting(c, async () =>
      c.redirect(`/postings/${await findByReference(c.get("ctx"), c.req.param("reference") ?? "")}`, 302),
    ),
  );
