import { z } from "zod";
import { defineTask } from "../platform/tasks/index.ts";

/** Sends one waiting letter. */
export const sendMail = defineTask("mail.send", z.strictObject({ messageId: z.uuid() }));
/** Sends out by text message what a person has not read in time. */
export const deliverNoticesTask = defineTask("notices.deliver", z.strictObject({ at: z.iso.datetime() }));
