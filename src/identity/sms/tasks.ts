import { z } from "zod";
import { defineTask } from "../../platform/tasks/index.ts";

/** Task: sends one queued text message. */
export const sendSms = defineTask("sms.send", z.strictObject({ messageId: z.uuid() }));
