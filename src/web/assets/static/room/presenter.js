/* Client script of the presenter's page, and of an officer's pages that wait for a picture. ES2017. */
import { startCountdowns } from "./countdown.js";
import { startRefresh } from "./refresh.js";

startCountdowns();
startRefresh({ everyMs: 3000 });
