import type { Context } from "hono";
import type { FC } from "hono/jsx";
import { answerPaceOf, type Hours, reachableHours } from "../../../../applications/index.ts";
import { getEmployer } from "../../../../enterprises/index.ts";
import { type FairView, listFairs } from "../../../../fairs/index.ts";
import { type Env, toAppError } from "../../../../platform/http/index.ts";
import { type EngineOf, type SearchAnswer, searchPostings } from "../../../../search/index.ts";
import { namesFor } from "../../../code-names.ts";
import { Empty, Facts, Pages as Pager, Verified } from "../../../components/blocks.tsx";
import { LinkButton } from "../../../components/forms.tsx";
import { type CodeNames, PostingCard } from "../../../components/posting.tsx";
import { cursorOf, pathId } from "../../../forms.ts";
import type { Shell } from "../../../layout.tsx";
import { page } from "../../../page.tsx";
import { sectorText } from "../../../text/fairs/exhibitors.ts";
import { firstPhone, formatDate, formatSpan } from "../../../text/format.ts";
import { CALL } from "../../../text/public/invitation.ts";
import { POSTING } from "../../../text/public/pages.ts";
import { EMPLOYER } from "../../../text/public/trust.ts";

const POSTINGS_PAGE = 10;
const FAIRS_MAX = 5;

type EmployerData = {
  employer: Awaited<ReturnType<typeof getEmployer>>;
  answer: SearchAnswer;
  fairs: FairView[];
  /** Hours at which others were answered by phone. */
  reachable: readonly Hours[];
  pace: Awaited<ReturnType<typeof answerPaceOf>>;
  names: CodeNames;
  now: Date;
};

/** Says when an employer was verified, and until when. After the end it stays, and its page says so. */
const verified = (verification: EmployerData["employer"]["verification"]) =>
  verification
    ? [
        { term: EMPLOYER.verifiedAt, value: formatDate(verification.at) },
        {
          term: EMPLOYER.verifiedUntil,
          value: `${formatDate(verification.until)}${verification.over ? EMPLOYER.verificationOver : ""}`,
        },
      ]
    : [];

const Profile: FC<Pick<EmployerData, "employer" | "pace" | "reachable">> = (props) => {
  const { employer, pace, reachable } = props;
  const optional = (term: string, value: string | null) => (value ? [{ term, value }] : []);
  return (
    <section class="card">
      <Facts
        items={[
          ...optional(EMPLOYER.industry, employer.industry && sectorText(employer.industry)),
          ...optional(EMPLOYER.nature, employer.nature),
          ...optional(EMPLOYER.size, employer.size),
          ...optional(EMPLOYER.address, employer.address),
          ...optional(EMPLOYER.uscc, employer.uscc),
          { term: EMPLOYER.verifier, value: employer.verifier },
          ...verified(employer.verification),
          {
            term: EMPLOYER.pace,
            value: pace ? EMPLOYER.paceIs(pace.medianS, pace.answered) : EMPLOYER.paceUnknown,
          },
        ]}
      />
      {employer.contactPhone ? (
        <p>
          <a class="button nowrap" href={`tel:${firstPhone(employer.contactPhone)}`}>
            {EMPLOYER.call} {employer.contactPhone}
          </a>
          {employer.contactHours ? (
            <span class="quiet"> {POSTING.callHours(employer.contactHours)}</span>
          ) : null}
        </p>
      ) : null}
      {employer.contactPhone && reachable.length > 0 ? <p>{CALL.reachable(reachable)}</p> : null}
    </section>
  );
};

/** The public page of a verified employer: what it does, its postings and fairs, and how it answers. */
const EmployerPage: FC<{ shell: Shell; data: EmployerData }> = ({ shell, data }) => {
  const { employer, answer, fairs, names, now } = data;
  return (
    <div class="narrow">
      <h1>{employer.name}</h1>
      <p>
        <Verified>{EMPLOYER.verified(employer.verifier)}</Verified>
      </p>
      <Profile employer={employer} pace={data.pace} reachable={data.reachable} />
      {employer.intro ? (
        <section>
          <h2>{EMPLOYER.intro}</h2>
          <p class="prose">{employer.intro}</p>
        </section>
      ) : null}
      <section>
        <h2>{EMPLOYER.fairs}</h2>
        {fairs.length === 0 ? <p class="quiet">{EMPLOYER.noFairs}</p> : null}
        {fairs.map((fair) => (
          <p>
            <a href={`/fairs/${fair.id}`}>{fair.title}</a>
            <br />
            <span class="quiet">{formatSpan(fair.opensAt, fair.closesAt)}</span>
          </p>
        ))}
      </section>
      <section id="postings">
        <h2>{EMPLOYER.postings(answer.total)}</h2>
        {answer.items.length === 0 ? <Empty text={EMPLOYER.noPostings} /> : null}
        <ul class="list">
          {answer.items.map((posting) => (
            <PostingCard posting={posting} site={shell.site} names={names} now={now} here={shell.here} />
          ))}
        </ul>
        <Pager shell={shell} next={answer.nextCursor} list="postings" />
      </section>
    </div>
  );
};

const missingEmployer = (c: Context<Env>): Promise<Response> =>
  page(c, { title: EMPLOYER.missingTitle, status: 404 }, () => (
    <div class="narrow">
      <h1>{EMPLOYER.missingTitle}</h1>
      <p>{EMPLOYER.missingText}</p>
      <p>
        <LinkButton href="/postings" kind="primary">
          {EMPLOYER.more}
        </LinkButton>
      </p>
    </div>
  ));

/** Shows an employer; the answer for a missing one unless it is verified and the reader may see it. */
export async function showEmployer(c: Context<Env>, engineOf: EngineOf): Promise<Response> {
  const ctx = c.get("ctx");
  try {
    const id = pathId(c);
    const employer = await getEmployer(ctx, id);
    const cursor = cursorOf(c) ?? null;
    const asked = { text: null, filter: { enterpriseId: id }, sort: "newest", facets: false } as const;
    const [answer, fairs, pace, reachable, names] = await Promise.all([
      searchPostings(ctx, engineOf(ctx), { ...asked, cursor, limit: POSTINGS_PAGE }),
      listFairs(ctx, { which: "coming", exhibitor: id, limit: FAIRS_MAX }),
      answerPaceOf(ctx, id),
      employer.contactPhone ? reachableHours(ctx, id) : [],
      namesFor(ctx),
    ]);
    const data = {
      employer,
      answer,
      fairs: fairs.items,
      pace,
      reachable,
      names,
      now: ctx.clock.now(),
    };
    const description = EMPLOYER.about(employer.name, employer.intro);
    return await page(c, { title: employer.name, description }, (shell) => (
      <EmployerPage shell={shell} data={data} />
    ));
  } catch (error) {
    if (toAppError(error).code === "NOT_FOUND") return missingEmployer(c);
    throw error;
  }
}
