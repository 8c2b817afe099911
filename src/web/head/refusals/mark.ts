import type { FieldError } from "../../../platform/core/errors.ts";
import { FORM_TOKEN } from "../../../platform/http/index.ts";
import { type Fields, FORM_ORIGIN } from "../../forms.ts";
import { COMMON } from "../../text/common.ts";
import { fieldMessage } from "../../text/errors/fields.ts";
import { anchorOf, summaryOf, unfold, writeBeside } from "./complete.ts";
import { buttonsOf, type Control, controlsOf, hiddenOf, isBox, isFile, postForms } from "./controls.ts";
import { attributeOf, Edits, type Element, elementsOf, escaped, hasClass, isWithin } from "./markup.ts";

/** A form that was refused, as it was sent. */
export type Refused = {
  /** The address to which the form was sent, without its token. */
  action: string;
  values: Fields;
  /** Errors of fields. Empty if a change in the meantime refused the form. */
  errors: readonly FieldError[];
  title: string;
  detail: string;
};

/** Returns an address without the parameters that its form adds. */
export function plainAddress(address: string): string {
  const [path = "", search = ""] = address.split("#")[0]?.split("?") ?? [];
  const query = new URLSearchParams(search);
  for (const name of [FORM_TOKEN, FORM_ORIGIN]) query.delete(name);
  return query.size > 0 ? `${path}?${query}` : path;
}

const valuesOf = (values: Fields, name: string): string[] => [values[name] ?? []].flat();

/** Hidden fields that have another value each time the page is shown. */
const RENEWED = new Set([
  FORM_TOKEN,
  FORM_ORIGIN,
  "ifRev",
  "nonce",
  "once",
  "scan",
  "cursor",
  "place",
  "desk",
]);

/** Returns how well a form on the page fits the one that was sent; 0 if it is another one. */
function fitOf(
  html: string,
  elements: readonly Element[],
  form: Element,
  { action, values }: Refused,
): number {
  if (plainAddress(attributeOf(form, "action") ?? "") !== action) return 0;
  const hidden = hiddenOf(elements, form).filter(([name]) => !RENEWED.has(name));
  if (hidden.some(([name, value]) => !valuesOf(values, name).includes(value))) return 0;
  const buttons = buttonsOf(elements, form);
  const isPressed = ([name, value]: [string, string]) => valuesOf(values, name).includes(value);
  const unpressed = buttons.length > 0 && !buttons.some(isPressed) ? 1 : 0;
  const sent = controlsOf(html, elements, form).filter(({ name }) => values[name] !== undefined);
  return 2 + 2 * (hidden.length + sent.length) - unpressed;
}

/** Fills a field with what was sent. */
function fill(edits: Edits, elements: readonly Element[], control: Control, values: Fields): void {
  const sent = valuesOf(values, control.name);
  for (const [n, one] of control.elements.entries()) {
    if (isFile(one)) continue;
    if (isBox(one)) edits.set(one, "checked", sent.includes(attributeOf(one, "value") ?? "on") ? "" : null);
    else if (one.tag === "textarea") edits.replace(one.inside, one.close, escaped(sent[n] ?? ""));
    else if (one.tag === "input") edits.set(one, "value", sent[n] ?? "");
    else
      for (const option of elements.filter((each) => each.tag === "option" && isWithin(each, one)))
        edits.set(option, "selected", (attributeOf(option, "value") ?? "") === sent[n] ? "" : null);
  }
}

/** Returns the field of an error: by its whole path, by the last part of it, or by a name that ends so. */
function controlOf(controls: readonly Control[], path: string): Control | undefined {
  const last = path.split(".").findLast((part) => !/^\d+$/.test(part)) ?? path;
  return (
    controls.find(({ name }) => name === path || name === last) ??
    controls.find(({ name }) => name.endsWith(`-${last}`)) ??
    controls.find(({ name }) => name.endsWith(last[0]?.toUpperCase() + last.slice(1)))
  );
}

/** Shows the errors in the form itself: a summary at its top, and each one beside its field. */
function markForm(
  html: string,
  edits: Edits,
  elements: readonly Element[],
  form: Element,
  refused: Refused,
): void {
  const controls = controlsOf(html, elements, form);
  for (const control of controls) fill(edits, elements, control, refused.values);
  const links: { to: string; text: string; at: number }[] = [];
  for (const error of refused.errors) {
    const control = controlOf(controls, error.path);
    if (!control || links.some(({ at }) => at === control.elements[0].start)) continue;
    const isOwn = control.name === error.path || control.name.endsWith(`-${error.path}`);
    const text = fieldMessage(error, (isOwn && control.label) || undefined, control.choice);
    const anchor = anchorOf(edits, elements, control);
    writeBeside(edits, control, { anchor, text });
    unfold(edits, control.elements[0]);
    links.push({ to: anchor, text, at: control.elements[0].start });
  }
  unfold(edits, form);
  links.sort((a, b) => a.at - b.at);
  const { title, detail } = refused;
  const summary = links.length > 0 ? { title: COMMON.errorsTitle, links } : { title, detail, links };
  edits.insert(form.inside, summaryOf(summary, true));
}

/** Returns what a person wrote in a form that is gone, as a block to copy from. */
function written(values: Fields): string {
  const texts = Object.values(values)
    .flat()
    .filter((text): text is string => /\p{Script=Han}/u.test(text ?? ""));
  if (texts.length === 0) return "";
  const lines = texts.map((text) => `<p>${escaped(text)}</p>`).join("");
  return `<p><b>${COMMON.written}</b></p><div class="written">${lines}</div>`;
}

/** Shows the reason at the top of the page, because the form is no longer on it. */
function markPage(edits: Edits, elements: readonly Element[], refused: Refused): void {
  const main = elements.find((one) => one.tag === "main");
  const wrap = main && elements.find((one) => hasClass(one, "wrap") && isWithin(one, main));
  const { title, detail } = refused;
  const summary = summaryOf({ title, detail, links: [] }, true);
  const at = (wrap ?? main)?.inside;
  if (at !== undefined) edits.insert(at, summary.replace(/<\/div>$/, `${written(refused.values)}</div>`));
}

/** Tells every form of the page where it stands. The page itself has the address of the refused form. */
function carryOrigin(edits: Edits, elements: readonly Element[], from: string): void {
  for (const form of postForms(elements)) {
    const action = attributeOf(form, "action") ?? "";
    if (attributeOf(form, "enctype") === "multipart/form-data")
      edits.set(
        form,
        "action",
        `${action}${action.includes("?") ? "&" : "?"}${FORM_ORIGIN}=${encodeURIComponent(from)}`,
      );
    else edits.insert(form.inside, `<input type="hidden" name="${FORM_ORIGIN}" value="${escaped(from)}"/>`);
  }
}

/** True if the form that was refused stands on the page. */
export function standsOn(html: string, refused: Refused): boolean {
  const elements = elementsOf(html);
  return postForms(elements).some((form) => fitOf(html, elements, form, refused) > 0);
}

/**
 * Returns the page with the refusal on it: in the form that was sent, with all that was filled in. At the top
 * of the page if the form is no longer there.
 */
export function markRefusal(html: string, refused: Refused, from: string): string {
  const elements = elementsOf(html);
  const edits = new Edits();
  const fits = postForms(elements).map((form) => ({ form, fit: fitOf(html, elements, form, refused) }));
  const best = fits.filter(({ fit }) => fit > 0).sort((a, b) => b.fit - a.fit)[0];
  if (best) markForm(html, edits, elements, best.form, refused);
  else markPage(edits, elements, refused);
  carryOrigin(edits, elements, from);
  return edits.apply(html);
}
