/* Client script of pages that only renew their parts: the presenter, and those that wait for a picture. ES2017. */
import { startCountdowns } from "./countdown.js";
import { startRefresh } from "./refresh.js";

startCountdowns();
startRefresh({ everyMs: 3000 });
