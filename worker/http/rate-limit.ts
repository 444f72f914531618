import * as v from "valibot";
import { Problem } from "../domain/problem.ts";

const bucketSchema = v.strictObject({
  limit: v.pipe(v.number(), v.integer(), v.minValue(1)),
  seconds: v.pipe(v.number(), v.minValue(1)),
});
const limitsSchema = v.strictObject({
  signInPerAddress: v.optional(bucketSchema, { limit: 120, seconds: 60 }),
  signInPerUser: v.optional(bucketSchema, { limit: 30, seconds: 60 }),
  signUpPerAddress: v.optional(bucketSchema, { limit: 60, seconds: 3600 }),
  publicPerAddress: v.optional(bucketSchema, { limit: 1200, seconds: 60 }),
  perSession: v.optional(bucketSchema, { limit: 1200, seconds: 60 }),
});

export type RateLimits = v.InferOutput<typeof limitsSchema>;
export type RateLimitName = keyof RateLimits;

/** RATE_LIMITS is JSON `{ "signInPerAddress": { "limit": 120, "seconds": 60 }, … }`; what is left out has its default. */
export function readRateLimits(configured: string | undefined): RateLimits {
  return v.parse(limitsSchema, configured === undefined || configured === "" ? {} : JSON.parse(configured));
}

export type RateLimiter = (name: RateLimitName, who: string, now: Date) => void;

const mostBuckets = 20_000;

/**
 * Token buckets in the memory of one isolate: each holds `limit` and fills again within `seconds`. Several isolates
 * count each for itself, so this bounds what one caller costs; it isn't a quota. Memory is bounded: the bucket that was
 * used longest ago goes first.
 */
export function rateLimiter(limits: RateLimits): RateLimiter {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (name, who, now) => {
    const { limit, seconds } = limits[name];
    const key = `${name} ${who}`;
    const at = now.getTime();
    const bucket = buckets.get(key) ?? { tokens: limit, at };
    const filled = Math.min(limit, bucket.tokens + ((at - bucket.at) / 1000 / seconds) * limit);
    buckets.delete(key);
    const isAllowed = filled >= 1;
    buckets.set(key, { tokens: isAllowed ? filled - 1 : filled, at });
    const [oldest] = buckets.keys();
    if (buckets.size > mostBuckets && oldest !== undefined) buckets.delete(oldest);
    if (!isAllowed) {
      throw new Problem("too-many-requests", { retryAfterSeconds: Math.ceil(((1 - filled) * seconds) / limit) });
    }
  };
}
