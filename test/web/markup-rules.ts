import type { ConfigData } from "html-validate";

/** The recommended rules. Each exception says why the HTML that we write needs it. */
export const MARKUP_RULES: ConfigData = {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // hono/jsx writes `<br/>`, `checked=""` and `hidden="true"`; browsers read them as the short forms.
    "void-style": "off",
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    // Both spellings of the doctype mean the same.
    "doctype-style": ["error", { style: "lowercase" }],
    // A long line is not a fault: the output is dense.
    "long-title": "off",
    // A group of checkboxes shares its name, as radios do.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit", "reset"] }],
    // Files from our own origin cannot be exchanged by somebody else.
    "require-sri": ["error", { target: "crossorigin" }],
    // Facets and what waits to be sent come before the h1 in the order of the document.
    "heading-level": ["error", { minInitialRank: "h2" }],
    // The board is read again every 20 seconds where no script runs.
    "meta-refresh": "off",
    // Typography of a dash inside a phone number; the link itself is kept together by CSS.
    "tel-non-breaking": "off",
    // Firefox restores hidden fields on reload unless told not to: the id of a scan must be new.
    "valid-autocomplete": "off",
  },
};
