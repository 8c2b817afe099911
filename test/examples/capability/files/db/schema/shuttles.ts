import type { ColumnType } from "kysely";

export type ShuttleTable = {
  id: string;
  homeCity: string;
  title: string;
  departsAt: Date;
  departedAt: ColumnType<Date | null, never, Date | null>;
};
