import type { Pages } from "../../../platform/http/index.ts";
import { boardPages } from "./board/index.tsx";
import { partnerPages } from "./host/index.tsx";
import { printPages } from "./host/print.tsx";
import { channelLinks } from "./public/channels.ts";
import { fairPages } from "./public/index.tsx";

/** What a fair shows: to everybody, to its hall, on paper, and to the unions that take part. */
export const fairFaces: Pages[] = [fairPages, boardPages, channelLinks, printPages, partnerPages];
