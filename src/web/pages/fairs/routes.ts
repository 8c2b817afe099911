import type { Pages } from "../../../platform/http/index.ts";
import { boardPages } from "./board/routes.tsx";
import { channelLinks } from "./channels/links/routes.ts";
import { partnerPages } from "./channels/routes.tsx";
import { printPages } from "./fair/print/routes.tsx";
import { fairPages } from "./fair/public/routes.tsx";

/** What a fair shows: to everybody, to its hall, on paper, and to the unions that take part. */
export const fairFaces: Pages[] = [fairPages, boardPages, channelLinks, printPages, partnerPages];
