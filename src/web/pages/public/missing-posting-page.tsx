import type { Context } from "hono";
import { AppError } from "../../../platform/core/errors.ts";
import type { Env } from "../../../platform/http/index.ts";
import { LinkButton } from "../../components/forms.tsx";
import { page } from "../../page.tsx";
import { POSTING } from "../../text/public/pages.ts";
import { APPLY } from "../../text/seeker.ts";

/**
 * The answer for a posting that the reader may not see: unknown, of another agreement, or of a suspended
 * enterprise. It is the same for all of them, so that it tells nothing about the posting.
 */
export const missingPosting = (c: Context<Env>): Promise<Response> => {
  const { missingTitle: title, missingText, missingSent, missingMine } = POSTING;
  return page(c, { title, status: 404 }, () => (
    <div class="narrow">
      <h1>{title}</h1>
      {c.req.method === "POST" ? (
        <p>
          <b>{missingSent}</b>
        </p>
      ) : null}
      <p>{missingText}</p>
      <p>{missingMine}</p>
      <p class="row">
        <LinkButton href="/postings" kind="primary">
          {APPLY.more}
        </LinkButton>
        <LinkButton href="/me">{APPLY.toMine}</LinkButton>
      </p>
    </div>
  ));
};

/** Runs a page about a posting, and answers for one that the reader may not see. Rethrows other errors. */
export async function orMissingPosting(c: Context<Env>, run: () => Promise<Response>): Promise<Response> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return missingPosting(c);
    throw error;
  }
}
