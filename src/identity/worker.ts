import type { Background } from "../platform/program/index.ts";
import { handleTask } from "../platform/tasks/index.ts";
import { deliverSms } from "./sms/deliver-sms.ts";
import { sendSms } from "./sms/tasks.ts";

export const identityWork = {
  capability: "identity",
  tasks: [handleTask(sendSms, { external: true, run: deliverSms })],
} as const satisfies Background;
