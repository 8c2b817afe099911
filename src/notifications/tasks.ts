import { z } from "zod";
import { defineTask } from "../platform/tasks/index.ts";

/** Sends one queued letter. */
export const sendMail = defineTask("mail.send", z.strictObject({ messageId: z.uuid() }));
/** Delivers new notices by letter and text message. */
export const deliverNoticesTask = defineTask("notices.deliver", z.strictObject({ at: z.iso.datetime() }));
