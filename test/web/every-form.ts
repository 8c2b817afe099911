import { formsOf, type PageForm } from "./form-reader.ts";

/** A form of a page, with the person who sees it and the button that sends it. */
export type Sending = {
  at: string;
  cookie: Record<string, string>;
  form: PageForm;
  button: [string, string];
  /** Where the logo of the page leads: it tells the frame of each area apart. */
  frame: string;
};

/** The answer to a form that was sent. */
export type Sent = {
  sending: Sending;
  name: string;
  status: number;
  html: string;
  frame: string;
  /** The lines of the error summary: the field that each leads to, and its words. */
  lines: { to: string; text: string }[];
  /** Messages of the summary, and those beside the fields. */
  words: string[];
};

const IDS = /[0-9a-f]{8}-[0-9a-f-]{27}/g;
const frameOf = (html: string) => /class="mark" href="([^"]*)"/.exec(html)?.[1] ?? "";
/** Hidden fields that tell forms of one address apart. */
const KINDS = new Set(["act", "kind", "own", "which"]);
/** A form without a server side: the page that shows every component. */
const SHOWN_ONLY = "/dev/components";

/** Buttons that ask for more on the same page. They send nothing, so an empty form is right. */
const MORE_FIELDS = new Set(["addHall", "pay"]);

/** The kind of a form: two forms of one kind differ in their ids only. */
const kindOf = ({ action, fields, hidden }: PageForm, button: [string, string]) =>
  [
    action.replace(IDS, "one").replace(/_csrf=.*/, ""),
    fields.map(({ name }) => name.replace(IDS, "one")).join(),
    hidden.filter(([name]) => KINDS.has(name)).join(),
    button.join("="),
  ].join(" ");

/** True for a form with a field that a person must fill in and that nothing is chosen in. */
export const asks = ({ fields }: PageForm): boolean =>
  fields.some(({ required, blank }) => required && !blank);

type SeenPage = { path: string; status: number; html: string; cookie: Record<string, string> };

/**
 * Returns each kind of form with a visible field once for each of its buttons. Forms that nothing can be
 * missing in come last: they may succeed and change what the others need.
 */
export function sendings(pages: readonly SeenPage[]): Sending[] {
  const byKind = new Map<string, Sending>();
  for (const { path, status, html, cookie } of pages) {
    if (status !== 200) continue;
    for (const form of formsOf(html).filter(
      ({ fields, action }) => fields.length > 0 && action !== SHOWN_ONLY,
    ))
      for (const button of form.buttons.filter((button) => !button.some((one) => MORE_FIELDS.has(one)))) {
        const kind = kindOf(form, button);
        if (!byKind.has(kind)) byKind.set(kind, { at: path, cookie, form, button, frame: frameOf(html) });
      }
  }
  return [...byKind.values()].sort((a, b) => Number(asks(b.form)) - Number(asks(a.form)));
}

const WRITTEN = new Set(["text", "textarea", "tel", "search", "email"]);
/** True for a form in which a person can write. */
export const isWritten = ({ form }: Sending): boolean => form.fields.some(({ kind }) => WRITTEN.has(kind));

/** Sends a form as a browser does, with `text` in every field for texts. */
export async function send(origin: string, sending: Sending, text: string): Promise<Sent> {
  const { at, cookie, form, button, frame } = sending;
  const values: [string, string][] = [
    ...form.hidden,
    ...form.fields.flatMap(({ name, kind, blank }): [string, string][] =>
      blank === null ? [] : [[name, WRITTEN.has(kind) ? text : blank]],
    ),
    ...(button[0] ? [button] : []),
  ];
  const upload = new FormData();
  for (const [name, value] of values) upload.append(name, value);
  for (const { name, kind } of form.fields) if (kind === "file") upload.append(name, new Blob([]), "");
  const answer = await fetch(origin + form.action, {
    method: "POST",
    redirect: "manual",
    body: form.upload ? upload : new URLSearchParams(values),
    headers: { ...cookie, accept: "text/html", origin, referer: origin + at },
  });
  const html = await answer.text();
  const summary = /<div class="errors"[\s\S]*?<\/div>/.exec(html)?.[0] ?? "";
  const lines = [...summary.matchAll(/<a href="#([^"]*)"[^>]*>([^<]*)<\/a>/g)].map(
    ([, to = "", words = ""]) => ({ to, text: words.trim() }),
  );
  const beside = [...html.matchAll(/<p class="error"[^>]*>([\s\S]*?)<\/p>/g)].map(([, words = ""]) => words);
  return {
    sending,
    name: `${at.replace(IDS, "one")}: ${form.action.replace(IDS, "one").replace(/\?.*/, "")} ${button.join("=")}`,
    status: answer.status,
    html,
    frame: answer.status === 303 ? frame : frameOf(html),
    lines,
    words: [...lines.map(({ text }) => text), ...beside.map((text) => text.trim())],
  };
}

/** True for words that name a field as the program does, or that blame the form of a text. */
export const hasRawName = (text: string): boolean =>
  /[a-z][A-Z]\w+|^[a-z]{3,}|太短或太小|标出的地方|已填的内容|undefined|null/.test(text);

const placeOf = ({ sending: { form } }: Sent, to: string) =>
  form.fields.findIndex(({ name, id }) => name === to || id === to);

/** Returns the fields of a form that must be filled in and that the answer does not ask for. */
export function silentFields(sent: Sent): string[] {
  const { name, lines, sending } = sent;
  const places = new Set(lines.map(({ to }) => placeOf(sent, to)));
  const silent = sending.form.fields.filter((one, n) => one.required && !one.blank && !places.has(n));
  return silent.length > 0 ? [`${name}: ${silent.map((one) => one.name)}`] : [];
}

/** True if the summary follows the order of the form. */
export function inOrder(sent: Sent): boolean {
  const order = sent.lines.map(({ to }) => placeOf(sent, to));
  return order.every((at, n) => at >= (order[n - 1] ?? 0));
}

/** Required fields that an empty form does not ask for. */
export const NOT_ASKED = [
  // One form sends invitations and refusals. A refusal needs no date and place.
  "/enterprise/applications: /enterprise/applications/several kind=decline: when,where",
  // A draft needs a title only.
  "/enterprise/postings/drafts?edit=one: /enterprise/postings/drafts/one =: headcount,payText,placeText,requirements,duties,validThrough",
  "/enterprise/postings/drafts?edit=one: /enterprise/postings/drafts/one next=1: headcount,payText,placeText,requirements,duties,validThrough",
  "/enterprise/postings/new: /enterprise/postings/new action=save: headcount,requirements,duties,placeText,payText,validThrough",
  // A gate without a name gets the usual one.
  "/union/fairs/one/scanner: /union/fairs/one/scanner =: gate",
  // This page says in a notice that the file is missing.
  "/union/livestreams/one/standby: /union/livestreams/one/standby =: file",
];

/** Returns the number of errors inside a fold that is closed. */
export function foldedErrors({ html }: Sent): number {
  const folds: boolean[] = [];
  let count = 0;
  for (const [tag] of html.matchAll(/<details[^>]*>|<\/details>|<p class="error"/g)) {
    if (tag === "</details>") folds.pop();
    else if (tag.startsWith("<details")) folds.push(/\sopen/.test(tag));
    else if (folds.includes(false)) count += 1;
  }
  return count;
}
