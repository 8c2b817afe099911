import { around, attributeOf, type Element, hasClass, isWithin, textOf } from "./markup.ts";

/** A visible field of a form: one input, or the boxes that share a name. */
export type Control = {
  name: string;
  /** True if people choose a value instead of writing one. */
  choice: boolean;
  label: string;
  elements: [Element, ...Element[]];
  /** The element around label and input, if the form's components drew it. */
  frame: Element | null;
};

const NAMED = new Set(["input", "select", "textarea"]);
const BOXES = new Set(["checkbox", "radio", "file"]);

/** Returns the forms of a page that send a POST. */
export const postForms = (elements: readonly Element[]): Element[] =>
  elements.filter((one) => one.tag === "form" && attributeOf(one, "method") === "post");

const typeOf = (one: Element) => attributeOf(one, "type") ?? "text";
const isHidden = (one: Element) => one.tag === "input" && typeOf(one) === "hidden";

/** Returns names and values of the hidden fields of a form. */
export const hiddenOf = (elements: readonly Element[], form: Element): [string, string][] =>
  elements
    .filter((one) => isHidden(one) && isWithin(one, form))
    .map((one) => [attributeOf(one, "name") ?? "", attributeOf(one, "value") ?? ""]);

/** Returns names and values of the named buttons of a form. */
export const buttonsOf = (elements: readonly Element[], form: Element): [string, string][] =>
  elements
    .filter((one) => one.tag === "button" && attributeOf(one, "name") !== null && isWithin(one, form))
    .map((one) => [attributeOf(one, "name") ?? "", attributeOf(one, "value") ?? ""]);

/** Returns the text that names a field: its label, the legend around it, or the label that it stands in. */
function labelOf(html: string, elements: readonly Element[], input: Element, frame: Element | null): string {
  const id = attributeOf(input, "id");
  const outer = around(input).find((one) => one.tag === "label");
  const legend = frame && elements.find((one) => one.tag === "legend" && isWithin(one, frame));
  const own = elements.find(
    (one) => one.tag === "label" && attributeOf(one, "for") === id && (!frame || isWithin(one, frame)),
  );
  const label = legend ?? (id ? own : undefined) ?? outer;
  return label ? textOf(html, label) : (attributeOf(input, "aria-label") ?? "");
}

/** Returns the visible fields within an element, in document order. */
export function controlsOf(html: string, elements: readonly Element[], within: Element): Control[] {
  const byName = new Map<string, Control>();
  for (const one of elements) {
    const name = NAMED.has(one.tag) && !isHidden(one) && isWithin(one, within) && attributeOf(one, "name");
    if (!name) continue;
    const known = byName.get(name);
    if (known) {
      known.elements.push(one);
      continue;
    }
    const frame = around(one).find((outer) => hasClass(outer, "field")) ?? null;
    byName.set(name, {
      name,
      choice: one.tag === "select" || (one.tag === "input" && BOXES.has(typeOf(one))),
      label: labelOf(html, elements, one, frame),
      elements: [one],
      frame,
    });
  }
  return [...byName.values()];
}

/** True if the field is a box that is ticked or not: its value never changes. */
export const isBox = (one: Element): boolean =>
  one.tag === "input" && (typeOf(one) === "checkbox" || typeOf(one) === "radio");
export const isFile = (one: Element): boolean => one.tag === "input" && typeOf(one) === "file";
