import { z } from "zod";
import { defineTask } from "../../platform/tasks/index.ts";

/** Sends one waiting text message. */
export const sendSms = defineTask("sms.send", z.strictObject({ messageId: z.uuid() }));
