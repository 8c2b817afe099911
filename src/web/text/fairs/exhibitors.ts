import { INDUSTRY } from "../common.ts";

export const sectorText = (industry: string): string => INDUSTRY[industry] ?? industry;
