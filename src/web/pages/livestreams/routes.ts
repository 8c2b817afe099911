import type { Pages } from "../../../platform/http/index.ts";
import type { EngineOf } from "../../../search/index.ts";
import { platformFigurePages } from "./audience/routes.tsx";
import { livestreamLines } from "./live/routes.ts";
import { enterpriseLivestreamPages } from "./livestream/enterprise/routes.tsx";
import { publicLivestreamPages } from "./livestream/public/routes.tsx";
import { unionLivestreamPages } from "./livestream/union/routes.tsx";
import { mediaPages } from "./media/routes.tsx";
import { runSheetPages } from "./programme/routes.tsx";
import { enterpriseQuestionPages } from "./questions/enterprise/routes.tsx";
import { questionPages } from "./questions/public/routes.tsx";
import { questionControlPages } from "./questions/union/routes.tsx";
import { replayPages } from "./replay/routes.tsx";
import { livestreamReportPages } from "./report/routes.tsx";
import { reservationPages } from "./reservations/routes.tsx";
import { presenterPages } from "./room/presenter/routes.tsx";
import { roomPages } from "./room/routes.tsx";
import { standbyPages } from "./room/standby/routes.tsx";
import { signalPages } from "./signal/routes.tsx";
import { claimPages } from "./spoken-claims/routes.tsx";
import { textPages } from "./text/routes.tsx";

/** Pages of livestreams. */
export const livestreamPages = (engineOf: EngineOf): Pages[] => [
  publicLivestreamPages,
  livestreamLines,
  unionLivestreamPages,
  runSheetPages(engineOf),
  signalPages,
  replayPages,
  mediaPages,
  textPages,
  questionPages,
  questionControlPages,
  enterpriseQuestionPages,
  claimPages,
  reservationPages,
  enterpriseLivestreamPages,
  roomPages,
  presenterPages,
  standbyPages,
  livestreamReportPages,
  platformFigurePages,
];
