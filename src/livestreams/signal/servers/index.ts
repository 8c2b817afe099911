import type { StreamServerKind } from "../../../../db/schema/index.ts";
import { nginx } from "./nginx.ts";
import type { StreamServer } from "./server.ts";
import { srs } from "./srs.ts";
import { tencent } from "./tencent.ts";

export const STREAM_SERVERS: Readonly<Record<StreamServerKind, StreamServer>> = { nginx, srs, tencent };
