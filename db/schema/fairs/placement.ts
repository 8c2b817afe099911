import type { Generated } from "kysely";
import type { StampOrNull } from "../foundation.ts";

export type BoothTable = {
  id: string;
  fairId: string;
  venueId: string;
  code: string;
  ordinal: number;
  gridRow: number;
  gridColumn: number;
  closed: Generated<boolean>;
  registrationId: string | null;
  takenAt: StampOrNull;
};
