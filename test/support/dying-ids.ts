import { type Ids, systemIds } from "../../src/platform/core/ids.ts";

/** Returns ids whose `nth` uuid kills this process, inside the transaction that asked for it. */
export function dyingIds(ids: Ids, nth: number): Ids {
  let made = 0;
  const uuid = () => {
    made += 1;
    if (made >= nth) process.kill(process.pid, "SIGKILL");
    return systemIds.uuid();
  };
  return { ...ids, uuid };
}
