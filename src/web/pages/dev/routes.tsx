import { Pages } from "../../../platform/http/index.ts";
import { page } from "../../page.tsx";
import { ANYONE } from "../../policies.ts";
import { DEV } from "../../text/public/docs.ts";
import { ComponentsPage } from "./components-page.tsx";

/** A page that shows every component in its states. */
export const devPages = new Pages().get("/dev/components", ANYONE, (c) =>
  page(c, { title: DEV.title }, (shell) => <ComponentsPage shell={shell} />),
);
