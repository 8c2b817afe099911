import type { ConfigData } from "html-validate";

/** The recommended rules of html-validate. Each exception has its reason. */
export const MARKUP_RULES: ConfigData = {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // hono/jsx writes `<br/>` and `checked=""`; browsers read them as the short forms.
    "void-style": ["error", { style: "selfclose" }],
    "attribute-boolean-style": ["error", { style: "empty" }],
    "attribute-empty-style": ["error", { style: "empty" }],
    // Upper and lower case of the doctype mean the same.
    "doctype-style": ["error", { style: "lowercase" }],
    // The checkboxes of a group share one name, as radio buttons do.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit", "reset"] }],
    // Nobody else can replace files of our own origin, so only files of other origins need an integrity hash.
    "require-sri": ["error", { target: "crossorigin" }],
    // In the document, facets and entries that wait for upload come before the h1.
    "heading-level": ["error", { minInitialRank: "h2" }],
    // The style sheet prevents line breaks in class `nowrap`, so dashes of phone numbers stay plain.
    "tel-non-breaking": ["error", { ignoreClasses: ["nowrap"] }],
  },
};

/** The only faults of pages: rule and page, each with its reason. */
export const ALLOWED_FAULTS: Record<string, string> = {
  "meta-refresh /fairs/one/board": "without scripts, the board reloads every 20 seconds",
  "meta-refresh /fairs/one/queue/one": "without scripts, the hall's screen reloads every 10 seconds",
  "meta-refresh /union/livestream-room": "without scripts, the control room reloads every 15 seconds",
  "meta-refresh /union/livestreams/one/presenter/desk":
    "without scripts, the presenter's page reloads every 10 seconds",
  "valid-autocomplete /enterprise/fairs/one/desk":
    "Firefox restores hidden fields on reload unless autocomplete is off, but the id of a scan must be new",
};
