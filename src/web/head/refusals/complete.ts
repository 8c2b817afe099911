import { COMMON } from "../../text/common.ts";
import { fieldMessage } from "../../text/errors/fields.ts";
import { type Control, controlsOf, postForms } from "./controls.ts";
import {
  around,
  attributeOf,
  Edits,
  type Element,
  elementsOf,
  escaped,
  hasClass,
  isWithin,
  textOf,
} from "./markup.ts";

/** Returns the summary that leads to the fields. `focus`: the browser scrolls to it by itself. */
export const summaryOf = (
  {
    title,
    detail,
    links,
  }: { title: string; detail?: string; links: readonly { to: string; text: string }[] },
  focus: boolean,
): string =>
  `<div class="errors" role="alert" tabindex="-1"${focus ? " autofocus" : ""}><h2>${escaped(title)}</h2>${
    detail ? `<p>${escaped(detail)}</p>` : ""
  }${
    links.length === 0
      ? ""
      : `<ul class="list">${links
          .map(({ to, text }) => `<li><a href="#${escaped(to)}">${escaped(text)}</a></li>`)
          .join("")}</ul>`
  }</div>`;

/** Returns the id to which a link leads for a field, and sets one unless it has one of its own. */
export function anchorOf(
  edits: Edits,
  elements: readonly Element[],
  { name, elements: [first], frame }: Control,
): string {
  const known = attributeOf(first, "id") ?? (frame && attributeOf(frame, "id"));
  const taken = (id: string) => elements.filter((one) => attributeOf(one, "id") === id).length;
  if (known && taken(known) === 1) return known;
  const id = taken(name) > 0 ? `${name}-wrong` : name;
  // Another card has a field with this id: the link leads to the frame instead.
  edits.set(known ? (frame ?? first.parent ?? first) : first, "id", id);
  return id;
}

/** Writes an error beside a field, above its input, and marks both. */
export function writeBeside(
  edits: Edits,
  control: Control,
  { anchor, text }: { anchor: string; text: string },
): void {
  const { elements, frame } = control;
  const [first] = elements;
  const label = around(first).find((one) => one.tag === "label");
  const id = `${anchor}-error`;
  // Chips stand in a block of their own; the error belongs above it.
  const block = frame && around(first).findLast((one) => isWithin(one, frame));
  edits.insert((block ?? label ?? first).start, `<p class="error" id="${escaped(id)}">${escaped(text)}</p>`);
  if (frame && !hasClass(frame, "wrong"))
    edits.set(frame, "class", `${attributeOf(frame, "class") ?? ""} wrong`);
  if (first.tag === "input" && ["radio", "checkbox"].includes(attributeOf(first, "type") ?? "")) return;
  edits.set(first, "aria-invalid", "true");
  const described = attributeOf(first, "aria-describedby");
  edits.set(first, "aria-describedby", described ? `${described} ${id}` : id);
}

/** Opens every fold around an element. */
export function unfold(edits: Edits, element: Element): void {
  for (const fold of around(element))
    if (fold.tag === "details" && attributeOf(fold, "open") === null) edits.set(fold, "open", "");
}

/** Returns the field that a link of the summary leads to. */
const targetOf = (controls: readonly Control[], id: string): Control | undefined =>
  controls.find(({ elements, frame }) =>
    [...elements, ...(frame ? [frame] : [])].some((one) => attributeOf(one, "id") === id),
  ) ?? controls.find(({ name }) => name === id);

const errorIn = (elements: readonly Element[], { frame }: Control): Element | undefined =>
  frame ? elements.find((one) => hasClass(one, "error") && isWithin(one, frame)) : undefined;

/** Puts the lines of a summary in the order of the fields, each in the words that stand beside its field. */
function sortSummary(html: string, edits: Edits, elements: readonly Element[], summary: Element): void {
  const body = elements[0];
  if (!body) return;
  const controls = controlsOf(html, elements, body);
  const items = elements.filter((one) => one.tag === "li" && isWithin(one, summary));
  const lines = items.map((item) => {
    const link = elements.find((one) => one.tag === "a" && isWithin(one, item));
    const to = (link && attributeOf(link, "href"))?.slice(1) ?? "";
    const code = link ? attributeOf(link, "data-code") : null;
    const control = targetOf(controls, to);
    // The page itself has a place for the error, such as the head of a table with boxes.
    const place = elements.find((one) => attributeOf(one, "id") === to);
    if (place && !control?.elements.includes(place) && place !== control?.frame)
      return { at: place.start, html: html.slice(item.start, item.end) };
    if (!control) return { at: Number.MAX_SAFE_INTEGER, html: html.slice(item.start, item.end) };
    const beside = errorIn(elements, control);
    const own = beside ? textOf(html, beside) : link ? textOf(html, link) : "";
    const text =
      !beside && code ? fieldMessage({ path: to, code }, control.label || undefined, control.choice) : own;
    const anchor = anchorOf(edits, elements, control);
    if (!beside) writeBeside(edits, control, { anchor, text });
    unfold(edits, control.elements[0]);
    return {
      at: control.elements[0].start,
      html: `<li><a href="#${escaped(anchor)}">${escaped(text)}</a></li>`,
    };
  });
  const sorted = lines.map((line, n) => ({ ...line, n })).sort((a, b) => a.at - b.at || a.n - b.n);
  for (const [n, item] of items.entries()) edits.replace(item.start, item.end, sorted[n]?.html ?? "");
}

/** Adds a summary to a form that shows errors beside its fields only. */
function addSummary(html: string, edits: Edits, elements: readonly Element[], form: Element): void {
  const links: { to: string; text: string }[] = [];
  for (const control of controlsOf(html, elements, form)) {
    const beside = errorIn(elements, control);
    if (!beside) continue;
    links.push({ to: anchorOf(edits, elements, control), text: textOf(html, beside) });
    unfold(edits, control.elements[0]);
  }
  if (links.length > 0) edits.insert(form.inside, summaryOf({ title: COMMON.errorsTitle, links }, true));
}

/**
 * Completes a page that shows a refused form again: the summary follows the order of the fields, every error
 * stands beside its field, and a fold with an error is open.
 */
export function completeRefusal(html: string): string {
  const elements = elementsOf(html);
  const edits = new Edits();
  const summary = elements.find((one) => hasClass(one, "errors") && one.tag === "div");
  if (summary) sortSummary(html, edits, elements, summary);
  else for (const form of postForms(elements)) addSummary(html, edits, elements, form);
  return edits.apply(html);
}
