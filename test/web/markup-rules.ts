import type { ConfigData } from "html-validate";

/** The recommended rules of html-validate. Each exception has its reason. */
export const MARKUP_RULES: ConfigData = {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // hono/jsx writes `<br/>`, `checked=""` and `hidden="true"`; browsers read them as the short forms.
    "void-style": "off",
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    // Upper and lower case of the doctype mean the same.
    "doctype-style": ["error", { style: "lowercase" }],
    // A title may be long.
    "long-title": "off",
    // The checkboxes of a group share one name, as radio buttons do.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit", "reset"] }],
    // Nobody else can replace files of our own origin, so only files of other origins need an integrity hash.
    "require-sri": ["error", { target: "crossorigin" }],
    // In the document, facets and entries that wait for upload come before the h1.
    "heading-level": ["error", { minInitialRank: "h2" }],
    // Without scripts, the board reloads every 20 seconds.
    "meta-refresh": "off",
    // The rule wants non-breaking dashes in phone numbers; CSS already prevents breaks in these links.
    "tel-non-breaking": "off",
    // Firefox restores hidden fields on reload unless autocomplete is off, but the id of a scan must be new.
    "valid-autocomplete": "off",
  },
};
