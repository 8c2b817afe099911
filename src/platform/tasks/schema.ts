import { z } from "zod";

/**
 * Every kind of work that may be due, with its payload. A payload names records; it never carries a phone, a code or
 * a name. A kind without a handler does not compile, and does not start.
 */
export const TASKS = {
  "sms.send": z.strictObject({ messageId: z.uuid() }),
  "mail.send": z.strictObject({ messageId: z.uuid() }),
  "import.run": z.strictObject({ importId: z.uuid() }),
  "searches.look": z.strictObject({ at: z.iso.datetime() }),
  "fairs.upkeep": z.strictObject({ at: z.iso.datetime() }),
  "notices.deliver": z.strictObject({ at: z.iso.datetime() }),
  "housekeeping.daily": z.strictObject({ day: z.iso.date() }),
} as const;

export type TaskKind = keyof typeof TASKS;
export type TaskPayload<K extends TaskKind> = z.infer<(typeof TASKS)[K]>;
export type TaskOf<K extends TaskKind> = { id: string; kind: K; key: string; attempts: number };

export const TASK_KINDS = Object.keys(TASKS) as TaskKind[];
