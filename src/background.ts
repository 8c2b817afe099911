import { candidatesWork } from "./candidates/worker.ts";
import { type CAPABILITIES, PROGRAM } from "./capabilities.ts";
import { fairsWork } from "./fairs/worker.ts";
import { federationWork } from "./federation/worker.ts";
import { identityWork } from "./identity/worker.ts";
import { importsWork } from "./imports/worker.ts";
import { livestreamsWork } from "./livestreams/worker.ts";
import { NOTICES } from "./notices.ts";
import { notificationsWork } from "./notifications/worker.ts";
import type { Background } from "./platform/program/index.ts";
import { platformWork } from "./platform/worker.ts";
import { postingsWork } from "./postings/worker.ts";
import { savedSearchesWork } from "./saved-searches/worker.ts";
import { searchWork } from "./search/worker.ts";
import { talentWork } from "./talent/worker.ts";
import { writeLetter } from "./web/letters.tsx";

/** The background work of every capability that has some. Consumers run in this order. */
export const BACKGROUND = [
  platformWork(PROGRAM.retention),
  identityWork,
  searchWork,
  importsWork,
  notificationsWork(writeLetter, NOTICES),
  postingsWork,
  savedSearchesWork,
  candidatesWork,
  talentWork,
  fairsWork,
  livestreamsWork,
  federationWork,
] as const satisfies readonly Background[];

type KindOf<Part> = Part extends { tasks: readonly { kind: infer Kind }[] } ? Kind : never;
type Unhandled = Exclude<KindOf<(typeof CAPABILITIES)[number]>, KindOf<(typeof BACKGROUND)[number]>>;

/**
 * Does not compile while a declared task has no handler. The compiler's error then names the kind of task.
 */
export const everyTaskIsHandled: [Unhandled] extends [never] ? true : Unhandled = true;
