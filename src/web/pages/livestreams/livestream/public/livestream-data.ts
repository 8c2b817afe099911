import type {
  AudienceView,
  ClaimList,
  Handovers,
  LivestreamView,
  MediaView,
  Replay,
  RunSheet,
  Standby,
} from "../../../../../livestreams/index.ts";
import type { CodeNames } from "../../../../components/posting.tsx";
import type { QuestionsData } from "../../questions/public/asked.ts";
import type { Reservation } from "../../reservations/reservation-section.tsx";

/** All that the public page of a livestream shows. */
export type LivestreamData = {
  livestream: LivestreamView;
  audience: AudienceView;
  items: RunSheet["items"];
  /** The newest checks of what was said. */
  claims: ClaimList;
  names: CodeNames;
  origin: string;
  /** Address of the picture. Null while there is none for viewers. */
  playlist: string | null;
  /** Token of the page's beats. Null if its viewer is not counted. */
  token: string | null;
  questions: QuestionsData;
  /** Null once the livestream has begun. */
  reservation: Reservation | null;
  /** Recordings once it is over. */
  replay: Replay;
  standby: Standby | null;
  handovers: Handovers;
  media: MediaView;
  /** Seconds since it went on air, from which the times of captions count. */
  airedS: number;
  /** Coming livestreams, if this one is over. */
  coming: readonly LivestreamView[];
};
