import { smsChannel } from "./identity/index.ts";
import { smtpChannel } from "./notifications/worker.ts";
import { type Booted, type BootOptions, openProcess } from "./platform/boot.ts";
import type { Config } from "./platform/config.ts";

/** Opens what every Node process of Lianpin needs, with the SMS and mail channels of its configuration. */
export const boot = (config: Config, options: BootOptions = {}): Promise<Booted> =>
  openProcess(config, {
    ...options,
    channels: () => ({
      sms: smsChannel(config, console.log),
      mail: config.mail && smtpChannel(config.mail),
    }),
  });
