import type { Child, FC } from "hono/jsx";
import type { LetterContent, SaidNotice } from "../notifications/index.ts";
import type { WriteCode, WriteLetter } from "../notifications/worker.ts";
import type { FoundSearch } from "../saved-searches/index.ts";
import { noticePath } from "./links/notices.ts";
import { COMMON } from "./text/common.ts";
import { formatPayInFull } from "./text/format.ts";
import { noticeText } from "./text/notices.ts";
import { LETTER } from "./text/public/mail.ts";

type Links = Parameters<WriteLetter>[1];
/** A block of a letter: a paragraph, a heading, or a link with lines of text below it. */
type Block =
  | { kind: "text" | "heading"; text: string }
  | { kind: "link"; text: string; href: string; below?: string[] };

const SUBJECT_MAX = 100;

/**
 * Converts a text to one line, without control characters or line breaks. They could inject a mail header.
 */
const line = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();

function confirming(token: string, { origin }: Links): { subject: string; blocks: Block[] } {
  const { subject, lead, ask, link, otherwise } = LETTER.confirm;
  return {
    subject,
    blocks: [
      { kind: "text", text: lead },
      { kind: "text", text: ask },
      { kind: "link", text: link, href: `${origin}/mail/confirm?token=${token}` },
      { kind: "text", text: otherwise },
    ],
  };
}

function searchBlocks(search: FoundSearch, { origin }: Links): Block[] {
  const rest = search.count - search.postings.length;
  return [
    { kind: "heading", text: LETTER.found.search(line(search.label), search.count) },
    ...search.postings.map(
      (posting): Block => ({
        kind: "link",
        text: line(posting.title),
        href: `${origin}/postings/${posting.id}`,
        below: [
          line(`${formatPayInFull(posting.pay)} · ${posting.place ?? COMMON.unknown}`),
          line(posting.employer),
        ],
      }),
    ),
    {
      kind: "link",
      text: rest > 0 ? LETTER.found.more(rest) : LETTER.found.all,
      href: `${origin}/me/searches/${search.id}`,
    },
  ];
}

function foundLetter(searches: FoundSearch[], links: Links): { subject: string; blocks: Block[] } {
  const { subject, subjectMany, lead, free } = LETTER.found;
  const count = searches.reduce((sum, search) => sum + search.count, 0);
  const [first, ...others] = searches;
  return {
    subject: others.length > 0 ? subjectMany(count) : subject(count, first?.label ?? ""),
    blocks: [
      { kind: "text", text: lead },
      ...searches.flatMap((search) => searchBlocks(search, links)),
      { kind: "text", text: free },
    ],
  };
}

/** Writes a letter that lists notices, each with a link to its page. */
function announcing(notices: SaidNotice[], { origin }: Links): { subject: string; blocks: Block[] } {
  const lines = notices.map((notice) => ({ text: line(noticeText(notice)), notice }));
  const [first, ...others] = lines;
  return {
    subject: others.length > 0 ? LETTER.news.subjectMany(lines.length) : (first?.text ?? ""),
    blocks: lines.map(
      ({ text, notice }): Block => ({ kind: "link", text, href: origin + noticePath(notice) }),
    ),
  };
}

const plainOf = (block: Block): string =>
  block.kind === "link" ? [block.text, ...(block.below ?? []), block.href].join("\n") : block.text;

/** Styles are attributes of the elements, because mail programs drop all other styles. */
const Html: FC<{ subject: string; children?: Child }> = ({ subject, children }) => (
  <html lang="zh-CN">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>{subject}</title>
    </head>
    <body style="margin:0 auto;padding:16px;max-width:600px;font-size:18px;line-height:1.6;color:#1c1c1a">
      {children}
    </body>
  </html>
);

const HtmlBlock: FC<{ block: Block }> = ({ block }) => {
  if (block.kind !== "link")
    return block.kind === "heading" ? (
      <h2 style="font-size:20px;margin:24px 0 8px">{block.text}</h2>
    ) : (
      <p style="margin:12px 0">{block.text}</p>
    );
  return (
    <p style="margin:12px 0">
      <a href={block.href} style="color:#0b57a4;font-weight:bold">
        {block.text}
      </a>
      {(block.below ?? []).map((text) => (
        <>
          <br />
          {text}
        </>
      ))}
    </p>
  );
};

function contentOf(content: LetterContent, links: Links): { subject: string; blocks: Block[] } {
  if (content.kind === "confirm") return confirming(content.token, links);
  return content.kind === "notices"
    ? announcing(content.notices, links)
    : foundLetter(content.searches, links);
}

/** A letter's last lines: the way to unsubscribe; absent in a letter that the person asked for. */
const WayOut: FC<{ href: string }> = ({ href }) => (
  <>
    <br />
    {LETTER.wayOut}
    <a href={href} style="color:#0b57a4">
      {LETTER.wayOutLink}
    </a>
  </>
);

type Parts = { subject: string; blocks: Block[]; origin: string; unsubscribe: string | null };

/** Writes a letter as plain text and as simple HTML with the same content. */
async function written({ subject, blocks, origin, unsubscribe }: Parts) {
  const text = [
    LETTER.greeting,
    ...blocks.map(plainOf),
    `${LETTER.sender} · ${COMMON.brandLong}${origin && `\n${origin}`}`,
    ...(unsubscribe ? [`${LETTER.wayOut}\n${unsubscribe}`] : []),
  ].join("\n\n");
  const page = (
    <Html subject={subject}>
      <p style="margin:12px 0">{LETTER.greeting}</p>
      {blocks.map((block) => (
        <HtmlBlock block={block} />
      ))}
      <p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #ccc;font-size:16px;color:#595959">
        {LETTER.sender} · {COMMON.brandLong}
        {unsubscribe ? <WayOut href={unsubscribe} /> : null}
      </p>
    </Html>
  );
  return { sender: LETTER.sender, subject, text, html: `<!doctype html>${await page.toString()}` };
}

/** Writes a letter. It ends with a link to unsubscribe. */
export const writeLetter: WriteLetter = async (content, links) => {
  const { subject, blocks } = contentOf(content, links);
  return written({ subject: line(subject).slice(0, SUBJECT_MAX), blocks, ...links });
};

/** Writes the letter with a sign-in code. */
export const writeCode: WriteCode = (code) => {
  const { subject, lead, otherwise } = LETTER.code;
  const texts = [lead(code), otherwise];
  const blocks = texts.map((text): Block => ({ kind: "text", text }));
  return written({ subject: subject(code), blocks, origin: "", unsubscribe: null });
};
