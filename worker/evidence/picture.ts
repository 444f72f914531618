import { evidenceLimits } from "../domain/evidence.ts";
import { unfit } from "./unfit.ts";

/** A picture as it is kept, and its sides as it is seen. */
export interface Picture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** By what the header says, before anything is unpacked. */
export function refuseTooManyPixels(width: number, height: number): void {
  if (width * height <= evidenceLimits.pixels) return;
  const millions = Math.ceil((width * height) / 1_000_000);
  throw unfit(`图片有 ${millions} 百万像素，最多 50 百万，请缩小后再添。`);
}
