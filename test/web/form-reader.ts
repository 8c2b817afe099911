/** A form of a rendered page as a browser would see it. */
export type PageForm = {
  action: string;
  upload: boolean;
  /** Names and values that a browser sends although nobody touched them. */
  hidden: [string, string][];
  /** Visible fields with the value that stands for "nothing filled in". */
  fields: { name: string; id: string | null; kind: string; required: boolean; blank: string | null }[];
  /** Buttons that carry a name. An unnamed button is a pair of empty texts. */
  buttons: [string, string][];
};

const plain = (text: string) =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

const attributeOf = (tag: string, name: string): string | null => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? null : plain(found);
};

/** The value of a select in which nobody chose: the empty option, or what the browser preselects. */
function blankOf(inner: string): string {
  const options = [...inner.matchAll(/<option[^>]*>/g)].map(([tag]) => tag);
  const values = options.map((tag) => attributeOf(tag, "value") ?? "");
  const selected = options.findIndex((tag) => /\sselected/.test(tag));
  return values.includes("") ? "" : (values[Math.max(selected, 0)] ?? "");
}

function readForm(open: string, inner: string): PageForm {
  const form: PageForm = {
    action: attributeOf(open, "action") ?? "",
    upload: open.includes("multipart/form-data"),
    hidden: [],
    fields: [],
    buttons: [],
  };
  const seen = new Set<string>();
  const single =
    /<input\b[^>]*>|<select\b[^>]*>[\s\S]*?<\/select>|<textarea\b[^>]*>[\s\S]*?<\/textarea>|<button\b[^>]*>/g;
  for (const [text] of inner.matchAll(single)) {
    const tag = /^<[^>]*>/.exec(text)?.[0] ?? "";
    const name = attributeOf(tag, "name");
    const type = attributeOf(tag, "type") ?? "text";
    if (tag.startsWith("<button")) {
      if (type === "submit") form.buttons.push([name ?? "", attributeOf(tag, "value") ?? ""]);
      continue;
    }
    if (!name) continue;
    if (tag.startsWith("<input") && type === "hidden") {
      form.hidden.push([name, attributeOf(tag, "value") ?? ""]);
      continue;
    }
    if (seen.has(name)) continue;
    seen.add(name);
    const required = /aria-required="true"/.test(tag);
    const kind = tag.startsWith("<select") ? "select" : tag.startsWith("<textarea") ? "textarea" : type;
    const box = kind === "checkbox" || kind === "radio" || kind === "file";
    const blank = box ? null : kind === "select" ? blankOf(text) : "";
    form.fields.push({ name, id: attributeOf(tag, "id"), kind, required, blank });
  }
  if (form.buttons.length === 0) form.buttons.push(["", ""]);
  return form;
}

/** Returns the POST forms of a page, in order. */
export const formsOf = (html: string): PageForm[] =>
  [...html.matchAll(/(<form\b[^>]*>)([\s\S]*?)<\/form>/g)]
    .filter(([, open = ""]) => attributeOf(open, "method") === "post")
    .map(([, open = "", inner = ""]) => readForm(open, inner));
